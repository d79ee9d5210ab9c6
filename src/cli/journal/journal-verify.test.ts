import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder, testPorts } from '../../office/testing/ports.ts'
import type { Store } from '../../office/database/store.ts'
import { openTrainingOffice } from '../../training/training.ts'
import { copyOf, tamper, trainingFolder } from '../testing/folders.ts'
import { quay } from '../testing/run-quay.ts'

let whole: string
beforeAll(async () => {
  whole = (await trainingFolder()).dataDir
})

const verified = (dataDir: string) => quay(['journal', 'verify', '--json', dataDir])

/** A folder in which somebody with the key changed something, and what the verification says of it. */
async function after(change: (store: Store) => void) {
  const dataDir = copyOf(whole)
  await tamper(dataDir, change)
  const { code, json, err } = await verified(dataDir)
  return { code, last: json.at(-1), err }
}

const unlocked = (store: Store, statement: string) => {
  store.database.exec(
    'DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; DROP TRIGGER stream_no_update',
  )
  expect(store.database.prepare(statement).run().changes).toBeGreaterThan(0)
}

test('a whole journal proves its chain, its receipt, its second copy and its rebuild, and tells nobody’s name', async () => {
  const { code, json, out, err } = await verified(whole)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(json).toMatchObject(['chain', 'receipts', 'copy', 'rebuild'].map((part) => ({ part, holds: true })))
  expect(out).not.toMatch(/Nguyễn|Trần|Bùi/)
  // It only looked: the next verification and the next start find the same.
  expect((await verified(whole)).code).toBe(0)
})

test('an altered line breaks the chain at its number', async () => {
  const { code, last, err } = await after((store) =>
    unlocked(store, `UPDATE event SET line = replace(line, '"tv":1', '"tv":2') WHERE seq = 5`),
  )
  expect(code).toBe(1)
  expect(last).toMatchObject({ part: 'chain', holds: false, en: expect.stringContaining('line 6') })
  expect(err).toContain('dòng 6')
})

test('a line taken out, a stored hash and an opening record that were changed are each found', async () => {
  const gone = await after((store) => unlocked(store, 'DELETE FROM event WHERE seq = 4'))
  expect(gone).toMatchObject({ code: 1, last: { part: 'chain', en: expect.stringContaining('sequence') } })
  const hash = await after((store) => unlocked(store, `UPDATE event SET hash = hash || 'x' WHERE seq = 7`))
  expect(hash).toMatchObject({ code: 1, last: { part: 'chain', en: expect.stringContaining('line 7') } })
  const opening = await after((store) =>
    unlocked(store, `UPDATE stream SET opening_line = replace(opening_line, 'enrolment', 'restore')`),
  )
  expect(opening).toMatchObject({
    code: 1,
    last: { part: 'chain', en: expect.stringContaining('opening record') },
  })
})

test('the last line altered together with its hash is found by the city’s receipt or the second copy', async () => {
  const { code, last } = await after((store) =>
    unlocked(store, `DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)`),
  )
  expect(code).toBe(1)
  expect(last).toMatchObject({ part: expect.stringMatching(/receipts|copy/), holds: false })
})

test('a receipt that nobody pinned signed, and one for another head, are found', async () => {
  const forged = await after((store) =>
    store.database.exec(`UPDATE sync SET receipt = substr(receipt, 1, length(receipt) - 4) || 'AAAA'`),
  )
  expect(forged).toMatchObject({ code: 1, last: { part: 'receipts', en: expect.stringContaining('forged') } })
  const ahead = await after((store) => store.database.exec('UPDATE sync SET acked_seq = acked_seq + 1'))
  expect(ahead).toMatchObject({ code: 1, last: { part: 'receipts', holds: false } })
  const lost = await after((store) => store.database.exec('UPDATE sync SET receipt = NULL'))
  expect(lost).toMatchObject({ code: 1, last: { part: 'receipts', holds: false } })
})

test('a second copy that is damaged or cut short is found', async () => {
  const spool = (dataDir: string) => join(dataDir, 'journal', readdirSync(join(dataDir, 'journal'))[0] ?? '')
  const damaged = copyOf(whole)
  appendFileSync(spool(damaged), 'QUJDREVGR0g=\n')
  expect(await verified(damaged)).toMatchObject({ code: 1, err: expect.stringContaining('cannot be opened') })
  const short = copyOf(whole)
  writeFileSync(spool(short), readFileSync(spool(short), 'latin1').split('\n').slice(0, 5).join('\n'))
  expect(await verified(short)).toMatchObject({ code: 1, err: expect.stringContaining('lacks line') })
})

test('data that the journal never said is found by the rebuild', async () => {
  const { code, last } = await after((store) => store.database.exec(`UPDATE person SET phone = '0900000000'`))
  expect(code).toBe(1)
  expect(last).toMatchObject({ part: 'rebuild', holds: false, en: expect.stringContaining('person') })
})

test('an office that is running, a folder without an office and one of another kind are plain noes', async () => {
  const dataDir = copyOf(whole)
  const running = await openTrainingOffice(testPorts({ training: true, dataDir }))
  const refused = await quay(['journal', 'verify', dataDir])
  await running.office.close()
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Another window or program'),
  })
  const empty = await quay(['journal', 'verify', temporaryFolder()])
  expect(empty).toMatchObject({ code: 1, out: '' })
  const broken = temporaryFolder()
  mkdirSync(broken, { recursive: true })
  writeFileSync(join(broken, 'quay.db'), 'not a database')
  writeFileSync(join(broken, 'keys.json'), '{')
  expect(await quay(['journal', 'verify', broken])).toMatchObject({
    code: 1,
    err: expect.stringContaining('keys.json'),
  })
})
