import { z } from 'zod'
import { type Desk, expect, test } from '../../launch.ts'
import { mainOverStandIn, startNode } from '../../program.ts'

/** Kills the office's process as a crash would, and answers which one it was. */
function killOffice(desk: Desk): void {
  const last = desk.program.lines('officeProcess').at(-1)
  process.kill(z.object({ officeProcess: z.number() }).parse(last).officeProcess, 'SIGKILL')
}

/** What a page hears when it asks the office for something that is not there. */
const askOffice = (desk: Desk) => desk.page.evaluate(async () => (await fetch('/api/nothing-here')).status)

test('an office killed in the middle of work comes back by itself, twice', async ({ desk }) => {
  for (const started of [2, 3]) {
    killOffice(desk)
    await expect.poll(() => desk.program.lines('officeProcess')).toHaveLength(started)
    await expect.poll(() => askOffice(desk)).not.toBe(503)
  }
})

test('the third crash in a minute shows the recovery screen, and its button starts the office again', async ({
  desk,
}) => {
  for (const started of [2, 3]) {
    killOffice(desk)
    await expect.poll(() => desk.program.lines('officeProcess')).toHaveLength(started)
    await expect.poll(() => askOffice(desk)).not.toBe(503)
  }
  killOffice(desk)
  const again = desk.page.getByRole('link', { name: 'Chạy lại · Start again' })
  await expect(again).toBeFocused()
  await expect(desk.page.getByText('The counter software has stopped')).toBeVisible()
  expect(await askOffice(desk)).toBe(503)
  await again.press('Enter')
  await expect.poll(() => desk.program.lines('officeProcess')).toHaveLength(4)
  await expect.poll(() => askOffice(desk)).not.toBe(503)
})

test('a crashed page is shown again', async ({ desk }) => {
  const context = desk.page.context()
  const address = desk.page.url()
  const again = context.waitForEvent('page')
  await desk.page.goto('chrome://crash').catch(() => undefined)
  const page = await again
  await page.waitForURL(address)
  await expect(page.locator('body')).not.toBeEmpty()
  await expect.poll(() => context.pages()).toHaveLength(1)
})

test('a second start shows the first one’s window and ends', async ({ desk }) => {
  const second = startNode([...mainOverStandIn, '--data', desk.dataDir, '--training'])
  expect(await second.ended).toBe(0)
  await desk.program.line('focused')
})

test('told to end, the shell closes the office and leaves nothing behind', async ({ desk }) => {
  const { officeProcess } = z
    .object({ officeProcess: z.number() })
    .parse(await desk.program.line('officeProcess'))
  expect(await desk.program.stop()).toBe(0)
  expect(() => process.kill(officeProcess, 0)).toThrow()
})
