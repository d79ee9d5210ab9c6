import { execFile } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql, type Store } from '../../database/store.ts'
import { openOffice } from '../../office.ts'
import {
  listIssuer,
  listKey,
  instant,
  rootKey,
  roots,
  seconds,
  day,
} from '../../token/testing/example-city.ts'
import { signTrustList } from '../../token/trust-list.ts'
import { signedIn } from '../../testing/person.ts'
import { temporaryFolder, testClock, testPorts } from '../../testing/ports.ts'
import { colleagues, staffedOffice } from '../../testing/staffed-office.ts'
import { extractRow } from './lookup.ts'
import { madeExtract, signedExtract } from './testing/made-extract.ts'

const start = instant('2026-11-24', 8)
const program = join(import.meta.dirname, 'testing/killed-import.ts')

/** Takes the file in and dies at the n-th look at the clock; answers how the process ended. */
function importKilledAt(at: number, dataDir: string, file: string): Promise<string | null> {
  const args = ['--disable-warning=ExperimentalWarning', program, dataDir, file, String(start), String(at)]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args)
    child.on('close', (code, signal) => resolve(signal ?? String(code)))
  })
}

/** An office that trusts the city, closed. */
async function trustingOffice(): Promise<string> {
  const ward = await staffedOffice(testPorts({ clock: testClock(start) }))
  const tokens = ward.office().core.desk()?.tokens
  tokens?.pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
  const list = { seq: 7, nextUpdate: day('2026-12-20'), issuers: [listIssuer], withdrawnRoots: [] }
  expect(tokens?.offerTrustList(signTrustList(list, seconds('2026-11-20'), rootKey))).toBeNull()
  await ward.close()
  return ward.ports.dataDir
}

/** What the table says and what the journal says of the extract that is here. */
function told(store: Store) {
  const row = extractRow(store)
  const people = store.all(sql.selectFrom('extract_person').select('id_number')).length
  const events = store.all(sql.selectFrom('event').select('line').where('type', '=', 'extract.imported'))
  return { here: row?.sha256 ?? null, people, journal: events.map(({ line }) => shaOf(line)) }
}

const shaOf = (line: string) => (JSON.parse(line) as { body: { sha256: string } }).body.sha256

test('an import killed at any moment leaves the people with their line in the journal, or neither', async () => {
  const founded = await trustingOffice()
  const file = join(temporaryFolder(), 'extract')
  writeFileSync(file, signedExtract(madeExtract(40), listKey))
  const seen = new Set<number>()
  for (let at = 0; ; at += 1) {
    const dataDir = temporaryFolder()
    cpSync(founded, dataDir, { recursive: true, filter: (path) => !path.endsWith('ballast') })
    const end = await importKilledAt(at, dataDir, file)
    const office = await openOffice(testPorts({ dataDir, clock: testClock(start) }))
    await signedIn(office, colleagues.administrator.user, colleagues.administrator.password)
    const store = office.core.desk()?.store
    if (!store) throw new Error('the office did not open')
    const { here, people, journal } = told(store)
    expect(journal).toEqual(here === null ? [] : [here])
    expect(people).toBe(here === null ? 0 : 40)
    seen.add(people)
    await office.close()
    if (end === '0') break
    expect(end).toBe('SIGKILL')
  }
  expect(seen).toEqual(new Set([0, 40]))
}, 120_000)
