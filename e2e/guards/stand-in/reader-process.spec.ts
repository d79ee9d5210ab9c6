import { z } from 'zod'
import { type Desk, expect, test } from '../../launch.ts'
import { putCard, signIn } from '../../journeys/counter.ts'

/** The processes that hold the drivers of readers, in the order they were started. */
const readerProcesses = (desk: Desk) =>
  desk.program
    .lines('readerProcess')
    .map((line) => z.object({ readerProcess: z.number() }).parse(line).readerProcess)

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('the drivers of readers have a process of their own; killed again and again it costs nothing else', async ({
  desk,
}) => {
  const { page, program } = desk
  await expect.poll(() => readerProcesses(desk)).toHaveLength(1)
  await signIn(page, 1)
  for (const started of [2, 3]) {
    process.kill(readerProcesses(desk).at(-1) ?? 0, 'SIGKILL')
    await expect.poll(() => readerProcesses(desk)).toHaveLength(started)
  }
  await page.getByRole('link', { name: 'Máy quét' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Máy quét', exact: true })).toBeVisible()
  await page.keyboard.press('F8')
  await expect(page.getByText('Đang dùng được 1 máy quét')).toBeVisible()
  // The new process has answered: no kind of reader is said to have lost its process.
  await expect(page.getByText(/Trình điều khiển vừa dừng/)).toHaveCount(0)
  await page.keyboard.press('F2')
  await putCard(page, 'Đặng Thị Ngọc Dung')
  await expect(page.getByLabel('Số giấy tờ')).toHaveValue('001190004821')
  // The office lived through all of it, and nobody was signed out.
  expect(program.lines('officeProcess')).toHaveLength(1)
  expect(readerProcesses(desk).filter(isAlive)).toHaveLength(1)
})

test('an office that crashes takes its reader process with it, and the next office has one of its own', async ({
  desk,
}) => {
  await expect.poll(() => readerProcesses(desk)).toHaveLength(1)
  const office = z.object({ officeProcess: z.number() }).parse(await desk.program.line('officeProcess'))
  process.kill(office.officeProcess, 'SIGKILL')
  await expect.poll(() => readerProcesses(desk)).toHaveLength(2)
  await expect.poll(() => readerProcesses(desk).map(isAlive)).toEqual([false, true])
  const all = readerProcesses(desk)
  expect(await desk.program.stop()).toBe(0)
  await expect.poll(() => all.map(isAlive)).toEqual([false, false])
})
