import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const whole = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const shell = ['chromium-headless-shell']

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(':')
  return folders
    .flatMap((folder) => names.map((name) => `${folder}/${name}`))
    .find((path) => existsSync(path))
}

/** As root on Debian; elsewhere, and where that fails, it installs nothing. */
function installOnDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.error('Installing Chromium from Debian …')
  const options = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium', ...shell], options)
  } catch {
    // What is missing is said below.
  }
}

function find(): string | undefined {
  const own = chromium.executablePath()
  return process.env.CHROMIUM_PATH ?? onPath(whole) ?? (existsSync(own) ? own : undefined)
}

/**
 * A Chromium: CHROMIUM_PATH, the system's, Playwright's own, or one that is installed now (root on Debian). Throws with a
 * sentence that says what to install.
 */
export function findBrowser(): string {
  if (!find()) installOnDebian()
  const found = find()
  if (found) return found
  throw new Error('No browser was found: install Chromium, or set CHROMIUM_PATH to one.')
}

/** One without windows, which does the same with two thirds of the work; or any, where there is none. */
export const findShell = (): string => process.env.CHROMIUM_SHELL_PATH ?? onPath(shell) ?? findBrowser()
