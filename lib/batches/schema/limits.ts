/** What a batch makes, at most. */
export const maxCells = 1_000
