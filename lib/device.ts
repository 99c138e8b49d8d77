import Bowser from 'bowser'

/** A browser by its user agent, in a few words: "Chrome on macOS". It is what the browser says, so it proves nothing. */
export function deviceOf(userAgent: string): string {
  // The parser throws for an empty one.
  const parser = Bowser.getParser(userAgent || 'unknown')
  const [browser, system] = [parser.getBrowserName(), parser.getOSName()]
  return [browser, system].filter(Boolean).join(' on ') || 'Unknown device'
}
