export type Theme = 'light' | 'dark' | 'system'

/** The server reads it, so that a page never flashes in the other theme, and needs no script for it. */
export const themeCookie = 'theme'

export const toTheme = (text: string | undefined): Theme =>
  text === 'light' || text === 'dark' ? text : 'system'
