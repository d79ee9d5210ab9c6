import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { seeded } from '../testing/cutting-proxy.ts'
import { enrolledDesk, startCity } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { contentsOf } from './testing/contents.ts'
import { partOf } from './testing/stick.ts'

const entry = join(import.meta.dirname, '../main.ts')

/** Runs the operator's command; killed without warning after so many milliseconds, or let end. */
function importing(dataDir: string, file: string, killAfterMs: number | null): Promise<number | null> {
  const args = ['--disable-warning=ExperimentalWarning', entry, '--data', dataDir, 'import-bundle', file]
  const child = spawn(process.execPath, [...args, '--out', `${file}.answer`], { stdio: 'ignore' })
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      if (timer) clearTimeout(timer)
      resolve(code)
    }),
  )
}

test('an import that is killed at any moment has taken all of the bundle or nothing, and is repeated', async () => {
  const random = seeded(5)
  const city = await startCity()
  onTestFinished(() => city.close())
  const desk = await enrolledDesk(city)
  const linesNow = () => contentsOf(city.dataDir)['line']?.length ?? 0
  for (let round = 0; round < 12; round += 1) {
    const before = linesNow()
    for (let n = 0; n < 600; n += 1) desk.journal.append(acts.register(`case-${round}-${n}`))
    const file = join(city.dataDir, `round-${round}`)
    writeFileSync(file, (await partOf(desk)).bytes)
    await importing(city.dataDir, file, 300 + random() * 1_500)
    const after = linesNow()
    expect([before, desk.journal.all.length]).toContain(after)
    if (round % 3 === 2) expect(await importing(city.dataDir, file, null)).toBe(0)
  }
  expect(linesNow()).toBe(desk.journal.all.length)
  expect(city.faults).toEqual([])
}, 120_000)
