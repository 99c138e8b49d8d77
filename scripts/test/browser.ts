import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':')
  return folders
    .flatMap((folder) => names.map((name) => `${folder}/${name}`))
    .find((path) => existsSync(path))
}

function installOnDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.error('Installing Chromium from Debian …')
  const options = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], options)
  } catch {
    return undefined
  }
  return onPath()
}

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, the system's, Playwright's own, or one that is installed now
 * (root on Debian). Throws with a sentence that says what to install.
 */
export async function findBrowser(): Promise<string> {
  const own = chromium.executablePath()
  const found = process.env.CHROMIUM_PATH ?? onPath() ?? (existsSync(own) ? own : installOnDebian())
  if (found) return found
  throw new Error('No browser was found: install Chromium, or set CHROMIUM_PATH to one.')
}
