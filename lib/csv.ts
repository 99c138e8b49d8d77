import Papa from 'papaparse'

type Row = Readonly<Record<string, string | number | null>>

/**
 * Rows as CSV (RFC 4180), page by page, with the names of the columns first. It begins with a byte order mark, without
 * which spreadsheets take UTF-8 for something else; a cell that would be a formula there is text.
 */
export function csvStream(
  columns: readonly string[],
  pages: AsyncGenerator<Row[], void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const line = (rows: readonly (readonly unknown[])[]) =>
    Papa.unparse(
      rows.map((row) => [...row]),
      { escapeFormulae: true, newline: '\r\n' },
    )
  let isFirst = true
  return new ReadableStream({
    pull: async (controller) => {
      if (isFirst) {
        isFirst = false
        controller.enqueue(encoder.encode(`\uFEFF${line([columns])}\r\n`))
        return
      }
      const page = await pages.next()
      if (page.done) controller.close()
      else if (page.value.length > 0)
        controller.enqueue(
          encoder.encode(`${line(page.value.map((row) => columns.map((name) => row[name])))}\r\n`),
        )
    },
    cancel: async () => void (await pages.return(undefined)),
  })
}

/** The same as a file to keep. */
export const csvResponse = (
  filename: string,
  columns: readonly string[],
  pages: AsyncGenerator<Row[], void>,
): Response =>
  new Response(csvStream(columns, pages), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store, no-transform',
    },
  })
