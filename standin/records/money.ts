/** Whole micro-dollars (1,000,000 = 1 USD) are the only money inside; dollars appear on the wire alone. */
const MICROS = 1_000_000

/** Micro-dollars as the dollars of the wire, a float. */
export function toDollars(micros: number): number {
  return micros / MICROS
}

/** "$0.05", with more digits when cents cannot say it: "$0.039". */
export function formatDollars(micros: number): string {
  const [whole = '0', fraction = ''] = (micros / MICROS).toFixed(6).split('.')
  return `$${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}
