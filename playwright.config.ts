import { defineConfig, devices } from '@playwright/test'

/** A Chromium with windows, or the one without, which is quicker and asks for no permissions. */
const launched = (variable: 'CHROMIUM_PATH' | 'CHROMIUM_SHELL_PATH') => {
  const executablePath = process.env[variable] ?? process.env['CHROMIUM_PATH']
  return {
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Where a process has no locale, Chromium takes no name of a file that is not ASCII.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    },
  }
}

/** What only a browser with windows has. */
const withWindows = /notify\.spec\.ts/

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // Once more where a machine had no time for it; what came only then is named at the end.
  retries: 1,
  // Two browsers and two servers share the machine: patience costs nothing where nothing is wrong.
  timeout: 360_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // Of the second time, without its film, which would cost as much as the tests.
    trace: { mode: 'on-first-retry', screenshots: false },
  },
  projects: [
    { name: 'browser', testIgnore: withWindows, use: launched('CHROMIUM_SHELL_PATH') },
    { name: 'with windows', testMatch: withWindows, use: launched('CHROMIUM_PATH') },
  ],
})
