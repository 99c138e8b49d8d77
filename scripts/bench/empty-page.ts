import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const files = {
  'app/layout.jsx': `export const dynamic = 'force-dynamic'
export const metadata = { title: 'Empty', description: 'Nothing.' }
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`,
  'app/page.jsx': `export default function Page() {
  return <main><p>Nothing is here.</p></main>
}`,
  'app/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" />',
}

export interface EmptyPage {
  url: string
  /** Where its build lies. */
  dist: string
  close(): Promise<void>
}

function next(root: string, folder: string, ...flags: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), ...flags], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/**
 * Builds and serves what is left of an application when there is nothing in it: a layout and a page with one
 * paragraph, by this repository's packages and configuration. It lies in the system's temporary folder until closed.
 */
export async function serveEmptyPage(root: string): Promise<EmptyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-empty-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'app'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const configuration = JSON.stringify(join(root, 'next.config.ts'))
  // The bundler follows no link out of its root.
  writeFileSync(
    join(folder, 'next.config.mjs'),
    `import config from ${configuration}\nexport default { ...config, turbopack: { root: '/' } }\n`,
  )
  const build = next(root, folder, 'build')
  let said = ''
  build.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(build, 'exit')
  if (build.exitCode !== 0) {
    remove()
    throw new Error(`The empty page was not built: ${said}`)
  }
  const server = next(root, folder, 'start', '--hostname', '127.0.0.1', '--port', '0')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout ?? process.stdin }).on('line', (line) => {
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(line)
      if (match) resolve(match[0])
    })
    server.once('exit', (exitCode) => reject(new Error(`The empty page's server ended with ${exitCode}.`)))
  })
  return {
    url,
    dist: join(folder, '.next'),
    close: async () => {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
      remove()
    },
  }
}
