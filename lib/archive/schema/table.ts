/**
 * What a column holds, in a word. A table's name is the id of a row of it; with `?` it may be null; with `~` it may be
 * null, and is filled in when all rows are there. `person` is a member by their account's id. `holder` is a person or
 * the team itself, `scope` a person or "team". `enum X` is one of the words of the database's type X.
 */
type Columns = Readonly<Record<string, string>>

export interface TeamTable {
  name: string
  /** What an archive has of its rows, and by which columns they are read in an order; null for nothing. */
  archived: { key: readonly string[]; columns: Columns } | null
}

export const notKept = (name: string): TeamTable => ({ name, archived: null })

export const kept = (name: string, key: string, columns: Columns): TeamTable => ({
  name,
  archived: { key: key.split(' '), columns },
})
