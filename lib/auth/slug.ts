/** "Northwind Studio" → "northwind-studio". Names without a Latin letter or digit get a plain one. */
export function toSlug(name: string, fallback = 'team'): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
  const words = plain.replaceAll(/[^a-z0-9]+/g, ' ').trim()
  return words.slice(0, 48).trim().replaceAll(' ', '-') || fallback
}
