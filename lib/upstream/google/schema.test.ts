import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { vertexKeySchema, vertexKeyTextSchema, vertexLocationSchema } from './schema.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

/** As Google's console gives it. */
const file = {
  type: 'service_account',
  project_id: 'our-studio-417200',
  private_key_id: '0123456789abcdef',
  private_key: privateKey,
  client_email: 'pictures@our-studio-417200.iam.gserviceaccount.com',
  client_id: '1234567890',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://evil.example/token',
  universe_domain: 'evil.example',
}

test('of a pasted key file, only what signs is kept', () => {
  const kept = vertexKeyTextSchema.parse(`\n${JSON.stringify(file, null, 2)}\n`)
  expect(Object.keys(kept).toSorted()).toEqual([
    'client_email',
    'private_key',
    'private_key_id',
    'project_id',
    'type',
  ])
  expect(JSON.stringify(kept)).not.toContain('evil')
})

test('an old project with a domain before it is one, too', () => {
  expect(vertexKeySchema.safeParse({ ...file, project_id: 'example.com:studio' }).success).toBe(true)
})

test.each([
  [{ type: 'authorized_user' }, 'This is not the key of a service account: its type is another.'],
  [{ type: 'external_account' }, 'This is not the key of a service account: its type is another.'],
  [{ project_id: undefined }, 'The file has no project_id.'],
  [{ project_id: '../other' }, "The project_id in this file is none of Google's."],
  [{ project_id: 'a/b' }, "The project_id in this file is none of Google's."],
  [{ client_email: 'nobody' }, 'The client_email in this file is no address.'],
  [{ private_key_id: undefined }, 'The file has no private_key_id.'],
  [{ private_key: undefined }, 'The file has no private_key.'],
  [
    { private_key: privateKey.slice(0, 300) },
    'The private_key in this file is not whole. Download the key again.',
  ],
])('a file with %j is refused with a sentence', (change, sentence) => {
  const { error } = vertexKeySchema.safeParse({ ...file, ...change })
  expect(error?.issues.map(({ message }) => message)).toEqual([sentence])
})

test.each([
  ['', 'Paste the key of a service account.'],
  ['AIzaSyNothing', 'This is not the JSON of a key. Paste the whole file.'],
  ['x'.repeat(40_000), 'This is too long to be the key of a service account.'],
])('%.20s is refused with a sentence', (text, sentence) => {
  expect(vertexKeyTextSchema.safeParse(text).error?.issues[0]?.message).toBe(sentence)
})

test.each(['us-central1', 'europe-west4', 'global', 'us', 'northamerica-northeast2'])(
  '%s is a location',
  (text) => {
    expect(vertexLocationSchema.parse(` ${text} `)).toBe(text)
  },
)

test.each([
  '',
  'us-central1.evil.example',
  'us central1',
  'evil.example/',
  'US-CENTRAL1',
  'us-central1#',
  '@x',
])('%s is none', (text) => expect(vertexLocationSchema.safeParse(text).success).toBe(false))
