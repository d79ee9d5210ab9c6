import type { Page } from 'playwright'
import { openBrowser } from '../browser.ts'
import { createWatch } from '../measure.ts'
import { startShell } from '../shell.ts'
import { temporaryFolder } from '../../src/office/testing/ports.ts'
import { type Row, timed } from '../table.ts'

const section = 'scan'
/** Two people in turn: the same text within two seconds is one scan. */
const cards = ['cccd-ha', 'can-cuoc-dung'] as const
/** A field that never fills would hold the whole bench up. */
const patienceMs = 10_000

/**
 * From the last byte of a card to the name standing in the registration form of a training office: through the decoder,
 * the office, its `changes` feed, the request of the page and the form. Timed by the page, from asking the simulated
 * reader to scan, so the way of that request is in it too.
 */
export async function formFilledRow(quick: boolean, note: string): Promise<Row> {
  const way = 'reader asked to scan → name in the form, web shell'
  const browser = await openBrowser()
  if (!browser) return { section, way, note: 'no Chromium here' }
  const shell = await startShell(temporaryFolder(), ['--training'])
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.addInitScript(watchName)
    await page.goto(shell.address)
    await signIn(
      page,
      shell.accounts.find(({ role }) => role === 'clerk'),
    )
    const watch = createWatch()
    const warm = 5
    for (let at = 0; at < warm + (quick ? 30 : 150); at++) {
      await emptyForm(page, shell.address, at)
      const took = await page.evaluate(scanAndWait, { id: cards[at % cards.length] ?? '', patienceMs })
      if (at >= warm) watch.note(took)
    }
    return timed(section, way, watch.figures(), note)
  } finally {
    await browser.close()
    await shell.stop()
  }
}

async function signIn(page: Page, account: { user: string; password: string } | undefined): Promise<void> {
  if (!account) throw new Error('the training office has no clerk')
  const { user, password } = account
  const status = await page.evaluate(
    async (body) =>
      (await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
        .status,
    JSON.stringify({ user, password }),
  )
  if (status !== 200) throw new Error(`sign-in answered ${status}`)
}

async function emptyForm(page: Page, address: string, at: number): Promise<void> {
  if (at === 0) await page.goto(`${address}/register`)
  else await page.keyboard.press('F2')
  const name = page.locator('input[name="fullName"]')
  await name.waitFor({ timeout: 20_000 })
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[name="fullName"]')?.value === '',
  )
  // What opening the form set off is over.
  await page.waitForTimeout(150)
}

/** Runs in the page, before everything else: tells when a name is put into the field of that name. */
function watchName(): void {
  const known = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  Object.defineProperty(HTMLInputElement.prototype, 'value', {
    ...known,
    set(this: HTMLInputElement, value: string) {
      known?.set?.call(this, value)
      if (this.name === 'fullName' && value !== '') window.dispatchEvent(new Event('name-filled'))
    },
  })
}

/** Runs in the page: asks the simulated reader for a card; answers how long (ms) the name took. */
function scanAndWait({ id, patienceMs: patience }: { id: string; patienceMs: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    window.addEventListener('name-filled', () => resolve(performance.now() - begun), { once: true })
    setTimeout(() => reject(new Error('the card did not reach the form')), patience)
    void fetch(`/api/simulated-reader/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  })
}
