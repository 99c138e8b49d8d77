import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const accountSchema = z.object({
  type: z.literal('service_account'),
  project_id: z.string(),
  private_key_id: z.string(),
  private_key: z.string(),
  client_email: z.string(),
  client_id: z.string(),
  auth_uri: z.string(),
  token_uri: z.string(),
})

/** A service account's key file, as Google's console gives it. It opens this stand-in and nothing else. */
export type ServiceAccount = Readonly<z.infer<typeof accountSchema>>

let made: ServiceAccount | undefined

function makeAccount(): ServiceAccount {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return {
    type: 'service_account',
    project_id: 'standin-studio',
    private_key_id: '5bd1c0f3a9e84b7d',
    private_key: privateKey,
    client_email: 'pictures@standin-studio.iam.gserviceaccount.com',
    client_id: '100000000000000000001',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
  }
}

/** One for the process (a key takes a moment to make), or the one in the folder, which outlives it. */
export function findAccount(dataDir: string | undefined): ServiceAccount {
  if (dataDir === undefined) return (made ??= makeAccount())
  const path = accountFile(dataDir)
  if (existsSync(path)) return accountSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const account = makeAccount()
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(path, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 })
  return account
}

export const accountFile = (dataDir: string): string => join(dataDir, 'service-account.json')
