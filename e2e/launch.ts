import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, test as base, chromium, _electron as electron, type Page } from '@playwright/test'
import { z } from 'zod'
import { follow, mainOverStandIn, type Program, root, startNode, webShell } from './program.ts'

/** Which shell a project tries: the shipped web shell, built main over the stand-in, or the real Electron. */
export type Shell = 'web' | 'main-stub' | 'electron'
export type ShellOption = { readonly shell: Shell }

export type Account = z.infer<typeof readyLine>['accounts'][number]
const readyLine = z.object({
  address: z.string(),
  accounts: z
    .array(z.object({ role: z.string(), user: z.string(), password: z.string(), pin: z.string().nullable() }))
    .default([]),
})

/** An open counter. */
export type Desk = {
  readonly shell: Shell
  /** The counter's window. */
  readonly page: Page
  /** Training accounts by which one can sign in; none in an office that is not yet set up. */
  readonly accounts: readonly Account[]
  /** The installation's folder. */
  readonly dataDir: string
  /** The folder in which printed sheets appear as PDF files. (The real Electron prints on paper where it can.) */
  readonly printed: string
  /** The shell's own process. */
  readonly program: Program
  /** Where another page of the same office can be opened; the web shell only. */
  readonly address: string | null
  close(): Promise<void>
}

export type LaunchOptions = {
  /** False: a first start in an empty folder, without training staff. */
  readonly training?: boolean
  /** A folder to go on with; otherwise a fresh one, removed afterwards. */
  readonly dataDir?: string
}

/** Opens counters; every one still open is closed when the test ends. */
export type Launch = (options?: LaunchOptions) => Promise<Desk>

type Fixtures = {
  launch: Launch
  /** A training counter of this test's own. */
  desk: Desk
}
type WorkerFixtures = ShellOption & {
  /** A training counter shared by the tests of a worker: for tests that only look and leave it as it was. */
  commonDesk: Desk
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  shell: ['web', { option: true, scope: 'worker' }],
  commonDesk: [
    async ({ shell, browser }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'quay-e2e-'))
      const desk = await openers[shell](folder, ['--training'], browser)
      await use(desk)
      await desk.close()
      forget(folder)
    },
    { scope: 'worker' },
  ],
  launch: async ({ shell, browser }, use) => {
    const desks: Desk[] = []
    const folders: string[] = []
    await use(async ({ training = true, dataDir } = {}) => {
      const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'quay-e2e-'))
      if (dataDir === undefined) folders.push(folder)
      const desk = await openers[shell](folder, training ? ['--training'] : [], browser)
      desks.push(desk)
      return desk
    })
    for (const desk of desks) await desk.close()
    for (const folder of folders) forget(folder)
  },
  desk: async ({ launch }, use) => use(await launch()),
})

/** Removes an installation, and the training office that may have been opened beside it. */
function forget(folder: string): void {
  for (const each of [folder, `${folder}-training`])
    rmSync(each, { recursive: true, force: true, maxRetries: 5 })
}
export { expect } from '@playwright/test'

type Open = (dataDir: string, args: readonly string[], browser: Browser) => Promise<Desk>
const openers: Record<Shell, Open> = { web: openWeb, 'main-stub': openStandIn, electron: openElectron }

async function openWeb(dataDir: string, args: readonly string[], browser: Browser): Promise<Desk> {
  const program = startNode([...webShell, '--no-window', '--port', '0', '--data', dataDir, ...args])
  const { address, accounts } = readyLine.parse(await program.line('address'))
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  const page = await context.newPage()
  await page.goto(address)
  const close = async () => {
    await context.close()
    await program.stop()
  }
  return { shell: 'web', page, accounts, dataDir, printed: join(dataDir, 'printed'), program, address, close }
}

async function openStandIn(dataDir: string, args: readonly string[]): Promise<Desk> {
  const program = startNode([...mainOverStandIn, '--data', dataDir, ...args])
  const { devtools } = z.object({ devtools: z.string() }).parse(await program.line('devtools'))
  const { accounts } = readyLine.parse(await program.line('address'))
  const browser = await chromium.connectOverCDP(devtools)
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) throw new Error('main opened no window')
  await page.waitForURL(/^http:\/\/quay\.localhost:/)
  const close = async () => {
    await program.stop()
    await browser.close()
  }
  return {
    shell: 'main-stub',
    page,
    accounts,
    dataDir,
    printed: join(dataDir, 'printed'),
    program,
    address: null,
    close,
  }
}

async function openElectron(dataDir: string, args: readonly string[]): Promise<Desk> {
  const path = join(
    root,
    'node_modules/electron/dist',
    readFileSync(join(root, 'node_modules/electron/path.txt'), 'utf8'),
  )
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const application = await electron.launch({
    executablePath: path,
    args: [...sandbox, root, '--data', dataDir, ...args],
  })
  const program = follow(application.process())
  const { accounts } = readyLine.parse(await program.line('address'))
  const page = await application.firstWindow()
  const close = async () => {
    await application.close()
  }
  return {
    shell: 'electron',
    page,
    accounts,
    dataDir,
    printed: join(dataDir, 'printed'),
    program,
    address: null,
    close,
  }
}
