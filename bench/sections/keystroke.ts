import type { CDPSession, Locator, Page } from 'playwright'
import { openBrowser } from '../browser.ts'
import { createWatch } from '../measure.ts'
import { startShell } from '../shell.ts'
import { temporaryFolder } from '../../src/office/testing/ports.ts'
import { type Row, timed } from '../table.ts'

const section = 'keystroke, registration form'

/** CPU time of the page's main thread for each letter typed into the registration form of a training office. */
export async function keystrokeSection(quick: boolean): Promise<Row[]> {
  const browser = await openBrowser()
  if (!browser) return [{ section, way: 'not measured', note: 'no Chromium here' }]
  const shell = await startShell(temporaryFolder(), ['--training'])
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.goto(shell.address)
    await signIn(
      page,
      shell.accounts.find(({ role }) => role === 'clerk'),
    )
    await page.goto(`${shell.address}/register`)
    await nameField(page).waitFor({ timeout: 20_000 })
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    return await typeInto(page, cdp, quick ? 40 : 200)
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

/** The applicant's full name: the field with the most behind it (draft, duplicates, capitals). */
function nameField(page: Page): Locator {
  return page.locator('input[name="fullName"]').or(page.getByLabel(/^Họ/).first()).first()
}

async function typeInto(page: Page, cdp: CDPSession, letters: number): Promise<Row[]> {
  const fields = await page.locator('main input:visible, main textarea:visible').count()
  await nameField(page).focus()
  await page.waitForTimeout(500)
  const [each, scripts] = [createWatch(), createWatch()]
  const text = 'Nguyen Thi Hoai Thuong '
  for (let at = 0; at < letters; at++) {
    const before = await busy(cdp)
    await page.keyboard.type(text.charAt(at % text.length))
    // A quick typist's pace: what a keystroke sets off later, within its 100 ms, counts for it; no reader is this slow.
    await page.waitForTimeout(100)
    const after = await busy(cdp)
    // Long names are no use: the field is emptied before it is full.
    if (at % 60 === 59) await nameField(page).fill('')
    if (at < 10) continue
    each.note(after.task - before.task, after.task - before.task)
    scripts.note(after.script - before.script, after.script - before.script)
  }
  const typed = await nameField(page).inputValue()
  if (typed === '') throw new Error('the letters did not reach the field')
  return [
    timed(section, 'main thread', each.figures(), `aim 8 ms; ${fields} fields`),
    timed(section, 'of which script', scripts.figures()),
  ]
}

/** Main-thread time so far, in milliseconds. */
async function busy(cdp: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const value = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
  return { task: value('TaskDuration'), script: value('ScriptDuration') }
}
