import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aCall, aLumenfall } from '#tests/unit/lumenfall.ts'
import { inMemory } from '#lib/upstream/transport.ts'
import type { SnippetLanguage, SnippetRequest } from './schema.ts'
import { bodyOf, pictureNames, snippetLanguages, snippetsFor } from './schema.ts'

const run = promisify(execFile)

const aPicture = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#c86432' } })
    .png()
    .toBuffer()

type Standin = Awaited<ReturnType<typeof aLumenfall>>['standin']

const programs: Record<SnippetLanguage, { file: string; command: string }> = {
  curl: { file: 'call.sh', command: 'bash' },
  javascript: { file: 'call.mjs', command: process.execPath },
  python: { file: 'call.py', command: 'python3' },
}

/** What this machine can run; Node it has. */
const needed: Record<SnippetLanguage, string[]> = {
  curl: ['bash', 'curl'],
  javascript: [],
  python: ['python3'],
}
const isThere = (command: string) => spawnSync(command, ['--version']).status === 0
const runnable = snippetLanguages.filter((language) => needed[language].every(isThere))

/** Runs a snippet as somebody would who pasted it, in a folder of its own; what the folder has afterwards. */
async function pasted(
  standin: Standin,
  language: SnippetLanguage,
  request: SnippetRequest,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { file, command } = programs[language]
  const code = snippetsFor(request, { baseUrl: standin.baseUrl }).find(
    (snippet) => snippet.language === language,
  )?.code
  writeFileSync(join(folder, file), code ?? '')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('node_modules/openai'), join(folder, 'node_modules/openai'))
  const pictures = pictureNames(request.inputs ?? [])
  for (const name of pictures) writeFileSync(join(folder, name), await aPicture())
  const env = { ...process.env, LUMENFALL_API_KEY: standin.apiKey, HOME: folder }
  await run(command, [file], { cwd: folder, env, timeout: 20_000 })
  return readdirSync(folder).filter((name) => ![file, 'node_modules', ...pictures].includes(name))
}

const paidCalls = (standin: Standin) =>
  standin.control.calls().filter(({ path }) => path === '/openai/v1/images/generations')

const usual: SnippetRequest = {
  modelId: 'imagen-3.0-generate-002',
  provider: 'vertex',
  prompt: 'A harbour at dusk',
  parameters: { n: 2, aspect_ratio: '16:9', output_format: 'webp', output_compression: 80 },
}

const hostile: SnippetRequest = {
  modelId: 'imagen-3.0-generate-002',
  provider: null,
  prompt: `It's "quoted" \\ back\\nslash $HOME \${PATH} \`id\` $(id) !! %s {x}
second line\ttab\r\n\u0000\u0007\u001b \u2028\u2029\ufeff\u0085 </script> 夕焼け 🎨👩‍🎤 é e\u0301 \ud800 '''""" #{1} JSON EOF`,
  parameters: {},
  extra: {
    "it's": { 'a "key"': [true, false, null, 1e21, -0.5, '', [], {}] },
    class: 'a reserved word',
    $ref: '\\',
  },
}

describe.each(runnable)('the %s snippet, run as it is printed', (language) => {
  test('asks what the server itself asks, and writes what comes', async () => {
    const { standin, upstream } = await aLumenfall()
    const files = await pasted(standin, language, usual)
    const { n: _, ...parameters } = usual.parameters
    await upstream.send(
      aCall({ modelId: usual.modelId, provider: usual.provider, prompt: usual.prompt, n: 2, parameters }),
      {
        signal: AbortSignal.timeout(10_000),
        record: inMemory().record,
      },
    )
    const [theirs, ours] = paidCalls(standin)
    expect(theirs?.fields).toEqual(ours?.fields)
    expect([theirs?.path, theirs?.method]).toEqual([ours?.path, ours?.method])
    expect(theirs?.outcome.status).toBe(200)
    expect(files.toSorted()).toEqual(language === 'curl' ? ['answer.json'] : ['image-1.webp', 'image-2.webp'])
  })

  test.each([1, 2])('asks for an edit of %d pictures as the server itself does', async (count) => {
    const { standin, upstream } = await aLumenfall()
    const prompt = hostile.prompt.toWellFormed().replaceAll('\0', '').replaceAll(/\r?\n/g, ' ')
    const roles = [...Array.from({ length: count }, () => 'image' as const), 'mask' as const]
    const extra = { steps: 4, deep: { a: ["it's", null] } }
    const asked = { modelId: 'gemini-2.5-flash-image', provider: null, prompt }
    const files = await pasted(standin, language, {
      ...asked,
      parameters: { n: 2, output_format: 'webp' },
      extra,
      inputs: roles.map((role) => ({ role })),
    })
    const bytes = await aPicture()
    const inputs = roles.map((role) => ({ role, mime: 'image/png', bytes }))
    const call = aCall({ ...asked, n: 2, parameters: { output_format: 'webp', ...extra }, inputs })
    await upstream.send(call, { signal: AbortSignal.timeout(10_000), record: inMemory().record })
    const [theirs, ours] = standin.control.calls().filter(({ path }) => path === '/openai/v1/images/edits')
    expect(theirs?.fields).toEqual(ours?.fields)
    const uploadsOf = (one: typeof ours) => one?.uploads.map(({ field, type, size }) => [field, type, size])
    expect(uploadsOf(theirs)).toEqual(uploadsOf(ours))
    expect(theirs?.outcome.status).toBe(200)
    expect(files.toSorted()).toEqual(language === 'curl' ? ['answer.json'] : ['image-1.webp', 'image-2.webp'])
  })

  test('says any prompt and any JSON as it is', async () => {
    const { standin } = await aLumenfall()
    const wellFormed = { ...hostile, prompt: hostile.prompt.toWellFormed() }
    for (const request of [hostile, wellFormed]) await pasted(standin, language, request)
    expect(paidCalls(standin).map(({ fields }) => fields)).toEqual([bodyOf(hostile), bodyOf(wellFormed)])
  })
})

/** One start of a program for many texts: each of its literals is told back as JSON. */
async function toldBack(language: SnippetLanguage, bodies: SnippetRequest[]): Promise<unknown[]> {
  const code = bodies.map(
    (body) =>
      snippetsFor(body, { baseUrl: 'http://127.0.0.1:9/openai/v1' }).find((s) => s.language === language)
        ?.code ?? '',
  )
  const script = tellers[language](code)
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { file, command } = programs[language]
  writeFileSync(join(folder, file), script)
  const { stdout } = await run(command, [file], { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
  return stdout
    .split('\u001e')
    .slice(0, -1)
    .map((text): unknown => JSON.parse(text))
}

const between = (text: string, from: string, to: string) =>
  text.slice(text.indexOf(from) + from.length, text.lastIndexOf(to))

/** Programs of which only the literals are left, in the snippet's own quoting. */
const tellers: Record<SnippetLanguage, (code: string[]) => string> = {
  curl: (code) => `curl() { printf '%s\\036' "\${@: -1}"; }\n${code.join('\n')}`,
  javascript: (code) =>
    code
      .map((text) => between(text, 'client.images.generate(', ')\n\nfor'))
      .map((literal) => `process.stdout.write(JSON.stringify(${literal}) + '\\u001e')`)
      .join('\n'),
  python: (code) =>
    `import json\n${code
      .map((text) => between(text, 'json.dumps(', ').encode()'))
      .map((literal) => `print(json.dumps(${literal}), end="\\x1e")`)
      .join('\n')}`,
}

const character = fc.oneof(
  fc.constantFrom(
    ...`'"\\\`$!{}()<>|&;#%@*?[]~^= \n\r\t\0`.split(''),
    "'\\''",
    '$(id)',
    '"""',
    "'''",
    '${x}',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const text = fc.array(character, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))
const request = fc.record({
  modelId: fc.constant('m'),
  provider: fc.constant(null),
  prompt: text,
  parameters: fc.constant({}),
  extra: fc.dictionary(
    text,
    fc.oneof(text, fc.constantFrom(true, false, null, 1.5, -7, 1e300), fc.array(text)),
  ),
})

test.each(runnable)('whatever is written, %s quotes it so that it stays that', async (language) => {
  const requests = fc.sample(request, 300)
  const told = await toldBack(language, requests)
  expect(told).toHaveLength(requests.length)
  for (const [index, one] of requests.entries())
    expect(told[index]).toEqual(JSON.parse(JSON.stringify(bodyOf(one))))
})

test('no snippet ever holds a key', () => {
  for (const { code } of snippetsFor(usual, { baseUrl: 'https://api.lumenfall.ai/openai/v1' })) {
    expect(code).toContain('LUMENFALL_API_KEY')
    expect(code).not.toContain('lmnfl_')
  }
})
