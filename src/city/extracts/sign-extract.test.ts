import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readExtractEnvelope } from '../../office/features/extract/envelope.ts'
import { madeExtract, madePerson } from '../../office/features/extract/testing/made-extract.ts'
import { civilDayAt } from '../../office/token/validity.ts'
import { runCommand } from '../commands.ts'
import { startCity } from '../testing/desk.ts'
import { pinned, trustOf } from '../testing/issuing.ts'

let city: Awaited<ReturnType<typeof startCity>>
let folder: string
beforeEach(async () => {
  city = await startCity()
  folder = await mkdtemp(join(tmpdir(), 'extract-'))
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

async function signed(text: string) {
  const [from, to] = [join(folder, 'people.json'), join(folder, 'extract.json.gz')]
  await writeFile(from, text)
  const said: string[] = []
  const says = { answer: (line: string) => said.push(line), remark: (line: string) => said.push(line) }
  const code = await runCommand(city.city, says, 'sign-extract', [from, to])
  return { code, said: said.join('\n'), to }
}

test('an extract is signed for its ward, reads there to the letter, and stands in the audit by its hash', async () => {
  const text = madeExtract(25)
  const { code, said, to } = await signed(text)
  expect(code).toBe(0)
  expect(JSON.parse(said)).toEqual({ file: to, ward: '39901', asOf: '2026-11-20', people: 25 })
  expect((await stat(to)).mode & 0o777).toBe(0o600)
  const trust = await trustOf(city.address, pinned(city.city))
  const read = readExtractEnvelope(await readFile(to), trust, civilDayAt(Date.now()))
  expect(read).toMatchObject({ outcome: 'signed', text })
  const [last] = await city.city.admin.audit()
  expect(last).toMatchObject({ act: 'extract.signed' })
  expect(last?.detail).toContain('"people":25')
  expect(JSON.stringify(last)).not.toContain(madePerson(1).idNumber)
})

test('for an unknown ward, with a wrong person, or no extract at all: not signed, and no file', async () => {
  for (const [text, why] of [
    [madeExtract(2, { ward: '39999' }), 'there is no ward 39999'],
    [madeExtract(0, { people: [madePerson(1), { ...madePerson(2), idNumber: '1' }] }), 'person 2'],
    ['{"ward":"39901"}', 'this is no extract'],
    ['{', 'this is no extract'],
  ] as const) {
    const { code, said, to } = await signed(text)
    expect([code, said]).toEqual([1, expect.stringContaining(why)])
    await expect(stat(to)).rejects.toThrow('ENOENT')
  }
})
