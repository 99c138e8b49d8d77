import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HttpClient } from '../setup/http-client.ts'
import type { ServerProcess } from '../setup/server-process.ts'
import { startServer } from '../setup/server-process.ts'
import { eventually } from '../setup/world.ts'

const team = 'northwind-studio'
const ada = { email: 'ada@example.test', password: 'correct horse battery' }

interface Letter {
  to: string
  text: string
}

/** A real SMTP server on loopback, which keeps what it is given. */
async function aMailbox() {
  const letters: Letter[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo
        letters.push({ to: to?.address ?? '', text: text.replaceAll('=\r\n', '').replaceAll('=3D', '=') })
        done()
      })
    },
  })
  const server = smtp.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const close = () => new Promise<void>((resolve) => smtp.close(() => resolve()))
  return { letters, url: `smtp://127.0.0.1:${port}`, close }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

const linkIn = ({ text }: Letter, kind: 'join' | 'reset') =>
  new RegExp(`http://localhost:\\d+(/${kind}/[\\w-]{43})`).exec(text)?.[1] ?? ''

let mailbox: Awaited<ReturnType<typeof aMailbox>>
let server: ServerProcess
let dataDir: string
let owner: HttpClient

beforeAll(async () => {
  mailbox = await aMailbox()
  dataDir = mkdtempSync(join(tmpdir(), 'atelier-mail-'))
  server = await startServer({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    PORT: String(await freePort()),
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Atelier <studio@example.test>',
  })
  owner = new HttpClient(server.url)
  const names = { name: 'Ada', teamName: 'Northwind Studio', timeZone: 'UTC' }
  await owner.act('auth.createStudio', [{ ...ada, ...names }])
})
afterAll(async () => {
  await server?.kill('SIGKILL')
  await mailbox?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const letterTo = (email: string) => eventually(() => mailbox.letters.find(({ to }) => to === email))

describe('an invitation by e-mail', () => {
  test('comes with a link by which its reader, and nobody else, joins', async () => {
    const email = 'grace@example.test'
    const invited = await owner.act(
      'invitations.inviteMember',
      [{ team, id: uuid(), role: 'editor', email, uses: null, days: 7 }],
      { team },
    )
    expect(invited.text).toContain('"isSent":true')
    const letter = await letterTo(email)
    expect(letter.text).toContain('Ada invites you to Northwind Studio')
    const path = linkIn(letter, 'join')
    const grace = new HttpClient(server.url)
    const page = await grace.ask(path)
    expect(page.text).toContain('Join Northwind Studio')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const account = { secret: path.split('/').at(-1), name: 'Grace', password: ada.password, timeZone: 'UTC' }
    const other = await grace.act('auth.joinWithNewAccount', [{ ...account, email: 'eve@example.test' }])
    expect(other.text).toContain(`This invitation is for ${email}`)
    const joined = await grace.act('auth.joinWithNewAccount', [{ ...account, email }])
    expect(joined.headers.get('x-action-redirect')).toContain(`/t/${team}/playground`)
    expect((await grace.ask(`/t/${team}/gallery`)).status).toBe(200)
    expect((await new HttpClient(server.url).ask(path)).text).toContain('This invitation is over')
  })
})

describe('a forgotten password', () => {
  test('is chosen anew by a link that comes by e-mail, once; every session before ends', async () => {
    const stranger = new HttpClient(server.url)
    const asked = await stranger.act('auth.forgetPassword', [{ email: ada.email }])
    const unknown = await stranger.act('auth.forgetPassword', [{ email: 'nobody@example.test' }])
    expect(asked.text).toBe(unknown.text)
    const path = linkIn(await letterTo(ada.email), 'reset')
    expect(mailbox.letters.some(({ to }) => to === 'nobody@example.test')).toBe(false)
    const secret = path.split('/').at(-1)
    expect((await stranger.ask(path)).text).toContain(ada.email)
    const chosen = await stranger.act('auth.choosePassword', [{ secret, password: 'a whole new password' }])
    expect(chosen.headers.get('x-action-redirect')).toMatch(/^\/;/)
    expect((await stranger.ask(`/t/${team}/gallery`)).status).toBe(200)
    expect((await owner.ask(`/t/${team}/gallery`)).headers.get('location')).toBe('/sign-in')
    const again = await stranger.act('auth.choosePassword', [{ secret, password: 'yet another password' }])
    expect(again.text).toContain('This link was used, or has ended')
    const old = await new HttpClient(server.url).act('auth.signInWithPassword', [ada])
    expect(old.text).toContain('do not fit')
  })

  test('asked for many times is answered alike, and sent three times', async () => {
    for (let time = 0; time < 6; time++)
      await new HttpClient(server.url).act('auth.forgetPassword', [{ email: 'grace@example.test' }])
    await eventually(
      () => mailbox.letters.filter(({ text }) => linkIn({ to: '', text }, 'reset')).length === 4,
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    const letters = mailbox.letters.filter(
      ({ to, text }) => to.startsWith('grace') && text.includes('/reset/'),
    )
    expect(letters).toHaveLength(3)
  })
})
