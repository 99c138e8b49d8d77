import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportedPrompt } from './schema/file.ts'
import { readJson, writeJson } from './schema/file.ts'
import { readCsv, writeCsv } from './schema/table.ts'

const aPrompt = (changes: Partial<ExportedPrompt> = {}, text = 'A sign'): ExportedPrompt => ({
  scope: 'mine',
  title: 'Bakery sign',
  slug: 'bakery-sign',
  description: '',
  tags: [],
  folder: null,
  versions: [
    {
      number: 1,
      note: '',
      text,
      isPlain: false,
      variables: {},
      modelId: null,
      provider: null,
      parameters: {},
      extra: {},
    },
  ],
  labels: [],
  ...changes,
})

/** What a file says of its prompts, one after another; the reasons where it says none. */
function said(read: ReturnType<typeof readCsv>) {
  if (!read.ok) throw new Error(read.message)
  return read.rows.map((row) => ('prompt' in row ? row.prompt : row.reason))
}

const withoutNumbers = ({ scope: _scope, versions, ...prompt }: ExportedPrompt) => ({
  ...prompt,
  versions: versions.map(({ number: _number, ...version }) => version),
})

/** Whatever somebody may type into a line or a text: quotes, commas, formulas, line breaks, any script. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((value) => value.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(value))
const prompt = fc
  .record({
    title: text.map((value) => value.trim()).filter(Boolean),
    description: text.map((value) => value.trim()),
    lines: fc.array(text, { minLength: 1, maxLength: 4 }),
    note: text.map((value) => value.trim()),
    variables: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text, { maxKeys: 3 }),
  })
  .map(({ title, description, lines, note, variables }) => {
    const [version] = aPrompt().versions
    return aPrompt({
      title,
      description,
      ...(version ? { versions: [{ ...version, text: lines.join('\n'), note, variables }] } : {}),
    })
  })

describe('a table', () => {
  test('has every prompt as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(prompt, { minLength: 1, maxLength: 5 }), (prompts) => {
        expect(said(readCsv(writeCsv(prompts)))).toEqual(prompts.map(withoutNumbers))
      }),
      { numRuns: 300 },
    )
  })

  test.each(['=1+1', '+x', '-x', '@x', "'=x", "''=x", "'Tis", '\t=x'])(
    'runs no formula in a spreadsheet, and has "%s" back as it was',
    (value) => {
      const csv = writeCsv([aPrompt({ description: '' }, value)])
      expect(csv).not.toMatch(/(^|[,"\n])[=+@-]/m)
      expect(said(readCsv(csv))).toMatchObject([{ versions: [{ text: value }] }])
    },
  )

  test('of others needs a text, and says nothing of what it has no column for', () => {
    expect(said(readCsv('Prompt;tags;whatever\r\nA red boat;"sea, Boats";x\r\n;;\r\nA hut;;\r\n'))).toEqual([
      { tags: ['boats', 'sea'], versions: [{ text: 'A red boat' }] },
      { tags: [], versions: [{ text: 'A hut' }] },
    ])
    expect(readCsv('title,body\na,b')).toMatchObject({ ok: false })
  })

  test('says on which line what is wrong', () => {
    const read = readCsv(
      'text,slug,parameters\n"two\nlines",a b,\n,empty,\nA,ok,{}\nB,bad,not json\nC,"x"y,\n',
    )
    if (!read.ok) throw new Error(read.message)
    expect(read.rows.map((row) => [row.place, 'reason' in row ? row.reason : 'ok'])).toEqual([
      [2, expect.stringMatching(/^slug: A short name/)],
      [4, expect.stringMatching(/Write the prompt/)],
      [5, 'ok'],
      [6, 'parameters: This is not understood.'],
      [7, expect.stringMatching(/quotation mark/)],
    ])
  })
})

describe('JSON', () => {
  test('has every version and label, with their numbers', () => {
    const [version] = aPrompt().versions
    if (!version) throw new Error('There is no version.')
    const prompts = [
      aPrompt({
        versions: [version, { ...version, number: 4, text: 'Later', isPlain: true, parameters: { n: 2 } }],
        labels: [{ name: 'approved', number: 1, isProtected: true }],
      }),
    ]
    expect(said(readJson(writeJson(prompts)))).toEqual(prompts.map(({ scope: _scope, ...rest }) => rest))
  })

  test.each([
    'no json',
    '[]',
    '{"format": "other", "version": 1, "prompts": []}',
    '{"format": "atelier prompts", "version": 2, "prompts": []}',
  ])('%s is no file of prompts', (file) => {
    expect(readJson(file)).toMatchObject({ ok: false })
  })

  test('a prompt in it that is none says why, and the others are read', () => {
    const file = { format: 'atelier prompts', version: 1, prompts: [{ title: 'x' }, null, aPrompt()] }
    const read = readJson(JSON.stringify(file))
    if (!read.ok) throw new Error(read.message)
    expect(read.rows.map((row) => 'reason' in row)).toEqual([true, true, false])
    expect(read.rows[0]?.name).toBe('x')
  })
})
