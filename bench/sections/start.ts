import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openSlot, readSlots } from '../../src/office/database/key-slots.ts'
import { databasePath } from '../../src/office/desk.ts'
import { openBrowser } from '../browser.ts'
import { createWatch } from '../measure.ts'
import { administrator, newOffice, registerMany } from '../office.ts'
import { startShell } from '../shell.ts'
import { ratio, type Row, timed } from '../table.ts'

/** From the start of the shell's process to an office one can work with, on the data of a whole ward. */
export async function startSection(quick: boolean): Promise<Row[]> {
  const size = quick ? 5_000 : 100_000
  const rounds = quick ? 3 : 7
  const office = await newOffice()
  registerMany(office, size)
  await office.close()
  const title = `start, ${size.toLocaleString('en')} people`
  const browser = await openBrowser()
  const page = await browser?.newPage()
  const [answer, shown, signIn, usable, bare] = [
    createWatch(),
    createWatch(),
    createWatch(),
    createWatch(),
    createWatch(),
  ]
  const bareArgs = await bareArguments(office.dataDir)
  for (let round = 0; round < rounds; round++) {
    bare.note(await millisecondsOf(() => Promise.resolve(bareOpen(bareArgs))))
    const begun = performance.now()
    const shell = await startShell(office.dataDir)
    try {
      await (await fetch(`${shell.address}/api/office`)).json()
      answer.note(performance.now() - begun)
      const toPage = page ? await showSignIn(page, shell.address) : 0
      if (page) shown.note(performance.now() - begun)
      const signed = await millisecondsOf(() => signInAt(shell.address))
      signIn.note(signed)
      usable.note(answer.figures().p50 + toPage + signed)
    } finally {
      await shell.stop()
    }
  }
  await browser?.close()
  await office.remove()
  const peer = bare.figures()
  return [
    timed(
      title,
      'process → first answer',
      answer.figures(),
      ratio(answer.figures().p50, peer.p50, 'bare script'),
    ),
    ...(page ? [timed(title, 'process → sign-in page', shown.figures(), 'aim 1,500 ms')] : []),
    timed(title, 'first sign-in: password, store, index', signIn.figures(), 'once a day'),
    timed(title, 'process → signed in, without typing', usable.figures()),
    timed(title, 'bare script opens the same store', peer),
  ]
}

/** Until a person could type the password. */
async function showSignIn(page: Page, address: string): Promise<number> {
  return millisecondsOf(async () => {
    await page.goto(address, { waitUntil: 'commit' })
    await page.locator('input:visible').first().waitFor({ timeout: 20_000 })
  })
}

async function signInAt(address: string): Promise<void> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ user: administrator.user, password: administrator.password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
}

async function bareArguments(dataDir: string): Promise<string[]> {
  const slot = readSlots(dataDir).find(({ kind }) => kind === 'officer')
  const key = slot ? await openSlot(slot, administrator.password) : null
  if (!key) throw new Error('the folder does not open')
  return [join(import.meta.dirname, 'bare-open.ts'), databasePath(dataDir), key.toString('hex')]
}

function bareOpen(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
