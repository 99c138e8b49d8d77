import type { ParseError } from 'jsonc-parser'
import { parse, printParseErrorCode } from 'jsonc-parser'

const says: Readonly<Record<string, string>> = {
  InvalidSymbol: 'something here is no JSON: texts stand in quotation marks',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in quotation marks is needed here',
  ValueExpected: 'a value is needed here',
  ColonExpected: 'a colon is needed here',
  CommaExpected: 'a comma is needed here',
  CloseBraceExpected: 'a closing brace is missing here',
  CloseBracketExpected: 'a closing bracket is missing here',
  EndOfFileExpected: 'nothing may come after the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a quotation mark is not closed here',
  UnexpectedEndOfNumber: 'this is no number',
  InvalidEscapeCharacter: 'this character cannot be escaped',
  InvalidCharacter: 'a character here must be escaped',
}

/** "Line 2, column 7: a comma is needed here." of the first error of a text; null where it is JSON. */
export function findJsonError(text: string): string | null {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors.toSorted((one, other) => one.offset - other.offset)
  if (!first) return null
  const lines = text.slice(0, first.offset).split(/\r\n|\r|\n/)
  const place = `Line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
  return `${place}: ${says[printParseErrorCode(first.error)] ?? 'this is no JSON'}.`
}
