import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { browserArguments, browserProgram } from './e2e/browser.ts'
import type { ShellOption } from './e2e/launch.ts'

const electron = existsSync(new URL('node_modules/electron/path.txt', import.meta.url))

const everywhere = ['guards/*.spec.ts', 'journeys/**/*.spec.ts']
// Journeys that ask nothing of the shell but to show a page: `npm test` walks them in one, `npm run e2e` in each.
const inAnyShell = [
  'batches',
  'checks',
  'decisions',
  'households',
  'long-queue',
  'notices',
  'policies',
  'printing',
  'queue',
  'records',
  'rules-changed',
  'seals',
].map((name) => `journeys/${name}.spec.ts`)

// The same specs run once for each shell; the real Electron only where its binary is installed.
export default defineConfig<object, ShellOption>({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A busy machine may be slow; a test that needs another try is told as flaky in the report.
  retries: 2,
  // A journey waits about as long as it works, for sheets, windows and answers: three keep two cores busy.
  workers: 3,
  fullyParallel: true,
  reporter: [['list']],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    launchOptions: { executablePath: browserProgram(), args: browserArguments() },
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
  },
  projects: [
    { name: 'web', testMatch: [...everywhere, 'guards/web/*.spec.ts'], use: { shell: 'web' } },
    {
      name: 'main-stub',
      testMatch: [...everywhere, 'guards/main/*.spec.ts', 'guards/stand-in/*.spec.ts'],
      testIgnore: inAnyShell,
      use: { shell: 'main-stub' },
    },
    { name: 'main-stub-rest', testMatch: inAnyShell, use: { shell: 'main-stub' } },
    // The page that the city serves; the wards' shells have no part in it.
    { name: 'checkpoint', testMatch: ['checkpoint/*.spec.ts'] },
    ...(electron
      ? [
          {
            name: 'electron',
            testMatch: [...everywhere, 'guards/main/*.spec.ts'],
            use: { shell: 'electron' as const },
          },
        ]
      : []),
  ],
})
