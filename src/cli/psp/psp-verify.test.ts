import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { dateAt } from '../../domain/calendar.ts'
import type { Store } from '../../office/database/store.ts'
import { temporaryFolder } from '../../office/testing/ports.ts'
import { copyOf, tamper, trainingFolder } from '../testing/folders.ts'
import { quay } from '../testing/run-quay.ts'

let whole: string
beforeAll(async () => {
  whole = (await trainingFolder()).dataDir
})

/** What the verification says of a folder while its city runs. */
async function verified(dataDir: string, ...more: readonly string[]) {
  const city = await openCity({ dataDir: join(dataDir, 'city'), clock: { now: Date.now }, training: true })
  try {
    const server = await city.listen(0)
    const { code, json, err } = await quay(['psp', 'verify', dataDir, '--server', server, '--json', ...more])
    return { code, said: json[0], count: json.length, err }
  } finally {
    await city.close()
  }
}

/** The same after somebody changed the city's own store behind its back. */
async function afterCity(change: (database: DatabaseSync) => void) {
  const dataDir = copyOf(whole)
  changeCity(dataDir, change)
  return verified(dataDir)
}

function changeCity(dataDir: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(join(dataDir, 'city', 'city.sqlite'))
  for (const { name } of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all())
    database.exec(`DROP TRIGGER "${String(name)}"`)
  change(database)
  database.close()
}

async function afterFolder(change: (store: Store) => void) {
  const dataDir = copyOf(whole)
  await tamper(dataDir, change)
  return verified(dataDir)
}

const noAt = (part: string, en: string) => ({
  code: 1,
  said: {
    holds: false,
    parts: expect.arrayContaining([
      expect.objectContaining({ part, holds: false, en: expect.stringContaining(en) }),
    ]),
  },
})

test('a PC and its city that agree are proven to, in one line of JSON', async () => {
  const { code, said, count, err } = await verified(copyOf(whole))
  expect({ code, count, err }).toEqual({ code: 0, count: 1, err: '' })
  expect(said).toMatchObject({
    holds: true,
    waiting: expect.any(Number),
    parts: ['chain', 'receipt', 'folder-feed', 'streams', 'feed'].map((part) => ({ part, holds: true })),
  })
})

test.each([
  [
    'a line at the city was altered',
    `UPDATE line SET line = replace(line, '"tv":1', '"tv":9') WHERE seq = 3`,
    'streams',
    'Line 3 at the city differs',
  ],
  [
    'the city went back behind what it signed for',
    `DELETE FROM line WHERE seq > 5; UPDATE stream SET head_seq = 5,
     head_hash = (SELECT hash FROM line WHERE seq = 5 AND line.stream = stream.id)`,
    'streams',
    'up to 5 only',
  ],
  [
    'two positions of the feed changed places',
    'UPDATE feed SET pos = -2 WHERE pos = 2; UPDATE feed SET pos = 2 WHERE pos = 3; UPDATE feed SET pos = 3 WHERE pos = -2',
    'feed',
    'Position 2 differs',
  ],
  [
    'a line stands in the feed twice',
    `INSERT INTO feed SELECT ward, (SELECT max(pos) + 1 FROM feed), kind, stream, seq, at, status, problem
     FROM feed WHERE pos = 2; UPDATE ward SET pos = pos + 1`,
    'feed',
    'repeats an event',
  ],
  ['a position is missing', 'DELETE FROM feed WHERE pos = 4', 'feed', 'lacks position 4'],
] as const)('%s, and it is found', async (_what, statements, part, en) => {
  expect(await afterCity((database) => database.exec(statements))).toMatchObject(noAt(part, en))
})

test.each([
  [
    'a feed line of the folder was altered',
    `UPDATE feed_item SET line = replace(line, '"tv":1', '"tv":9') WHERE pos = 2`,
    'folder-feed',
    'does not have its hash',
  ],
  ['the folder lacks a position', 'DELETE FROM feed_item WHERE pos = 3', 'folder-feed', 'lacks position 3'],
  [
    'the folder says more is acknowledged than was',
    'UPDATE sync SET acked_seq = acked_seq + 1',
    'receipt',
    'the receipt says',
  ],
  [
    'two positions of the folder changed places',
    'UPDATE feed_item SET pos = -2 WHERE pos = 2; UPDATE feed_item SET pos = 2 WHERE pos = 3; UPDATE feed_item SET pos = 3 WHERE pos = -2',
    'feed',
    'Position 2 differs',
  ],
] as const)('%s, and it is found', async (_what, statements, part, en) => {
  expect(await afterFolder((store) => store.database.exec(statements))).toMatchObject(noAt(part, en))
})

test('a city that does not answer proves nothing; the folder can be looked at alone', async () => {
  const silent = await quay(['psp', 'verify', whole, '--server', 'http://127.0.0.1:9', '--json'])
  expect(silent).toMatchObject({ code: 1, json: [{ holds: false }] })
  const alone = await quay(['psp', 'verify', whole, '--offline', '--json'])
  expect(alone).toMatchObject({ code: 0, json: [{ holds: true, server: null }] })
  expect(await quay(['psp', 'verify'])).toMatchObject({ code: 2 })
  expect(
    await quay(['psp', 'verify', whole, '--offline', '--day', '2026-02-31', '--lines', 'x']),
  ).toMatchObject({
    code: 2,
  })
})

const cityOnly = (dataDir: string, ...more: readonly string[]) =>
  quay(['psp', 'verify', join(dataDir, 'city'), '--json', ...more])

test('a city proves every stream, every receipt it ever gave and every feed from its own folder', async () => {
  const { code, json, err } = await cityOnly(whole)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(json).toMatchObject([
    { holds: true, parts: ['streams', 'receipts', 'feed'].map((part) => ({ part, holds: true })) },
  ])
})

test.each(['closed', 'cut off'])(
  'no byte of the folder of a city that was %s is changed by looking',
  async (how) => {
    const dataDir = how === 'closed' ? copyOf(whole) : temporaryFolder()
    const folder = join(dataDir, 'city')
    if (how === 'cut off') {
      // As a power cut leaves it: what was written last stands in the log of the store.
      const live = copyOf(whole)
      const city = await openCity({ dataDir: join(live, 'city'), clock: { now: Date.now }, training: true })
      await city.admin.addWard({ code: '39902', name: 'Phường Thử' })
      cpSync(join(live, 'city'), folder, { recursive: true })
      await city.close()
      rmSync(join(folder, 'city.sqlite-shm'), { force: true })
    }
    const before = bytesOf(folder)
    expect(before.some(([name]) => name.endsWith('-wal'))).toBe(how === 'cut off')
    expect((await cityOnly(dataDir)).code).toBe(0)
    expect(bytesOf(folder)).toEqual(before)
  },
)

/** Every file below a folder, with the hash of its bytes. */
function bytesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')])
}

test.each([
  [
    'a line was altered',
    `UPDATE line SET line = replace(line, '"tv":1', '"tv":9') WHERE seq = 3`,
    'streams',
    'line 3 is not bound',
  ],
  [
    'the last line is gone',
    'DELETE FROM line WHERE seq = (SELECT max(seq) FROM line)',
    'streams',
    'there are',
  ],
  [
    'an early receipt was taken away',
    'DELETE FROM receipt WHERE head_seq = (SELECT min(head_seq) FROM receipt)',
    'receipts',
    'receipt 1 does not stand',
  ],
  [
    'a receipt was given for another head',
    'UPDATE receipt SET receipt = (SELECT max(receipt) FROM receipt) WHERE head_seq = (SELECT min(head_seq) FROM receipt)',
    'receipts',
    'does not stand on the chain',
  ],
  ['a line is in no feed', `UPDATE feed SET kind = 'verdict' WHERE pos = 4`, 'feed', 'is not in the feed'],
  ['a position is missing', 'DELETE FROM feed WHERE pos = 4', 'feed', 'position 4 is missing'],
  [
    'a verdict was changed',
    `UPDATE line SET status = 'refused' WHERE seq = 4`,
    'feed',
    'says "refused", the feed said "accepted"',
  ],
  [
    'a row is unreadable',
    `UPDATE line SET problem = '{' WHERE seq = 4`,
    'streams',
    'cannot be read (SyntaxError)',
  ],
  [
    'a row of the feed is unreadable',
    `UPDATE feed SET problem = '{' WHERE pos = 4`,
    'store',
    'cannot be read',
  ],
] as const)('at the city %s, and its own folder shows it', async (_what, statements, part, en) => {
  const dataDir = copyOf(whole)
  changeCity(dataDir, (database) => database.exec(statements))
  const { code, json } = await cityOnly(dataDir)
  expect({ code, said: json[0] }).toMatchObject(noAt(part, en))
})

test('what it prints checks a day with sha256sum, jq and openssl alone, and finds an altered line, a hole and a missing end', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'ngày của phường.ndjson')
  const { said } = await verified(copyOf(whole), '--day', dateAt(Date.now()), '--lines', file)
  const { day } = said as { day: { instructions: string; first: number; last: number } } // asserted by its use
  expect(day.last - day.first).toBeGreaterThan(10)
  const script = join(folder, 'kiem.sh')
  writeFileSync(script, day.instructions)
  const check = () => spawnSync('bash', [script], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } })
  const good = check()
  expect(good).toMatchObject({ status: 0, stderr: '' })
  expect(day.instructions).toContain('receipt=')
  const otherReceipt = day.instructions.replace('.headHash', '.previous')
  writeFileSync(script, otherReceipt)
  expect(check().status).not.toBe(0)
  // A receipt that nobody signed, or another key than the pinned one, does not pass.
  const [jws = ''] = /[\w-]+\.[\w-]+\.[\w-]{86}/.exec(day.instructions) ?? []
  const [, payload = ''] = jws.split('.')
  const forged = Buffer.from(payload, 'base64url').toString().replace('"v":1', '"v":2')
  writeFileSync(script, day.instructions.replace(payload, Buffer.from(forged).toString('base64url')))
  expect(check().status).not.toBe(0)
  const otherKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' })
  writeFileSync(script, day.instructions.replace(/-----BEGIN[^]*KEY-----/, String(otherKey).trim()))
  expect(check().status).not.toBe(0)
  writeFileSync(script, day.instructions)
  expect(good.stdout).toContain(`the chain holds: ${day.last - day.first + 1}`)
  const original = readFileSync(file, 'utf8')
  const lines = original.split('\n').slice(0, -1)
  for (const altered of [
    original.replace('"role":"clerk"', '"role":"administrator"'),
    lines.toSpliced(4, 1).join('\n').concat('\n'),
    lines.slice(0, -1).join('\n').concat('\n'),
    [lines[1], lines[0], ...lines.slice(2)].join('\n').concat('\n'),
  ]) {
    expect(altered).not.toBe(original)
    writeFileSync(file, altered)
    expect(check().status).not.toBe(0)
  }
  // The city's officer has the city's folder, and gets the same lines from it.
  const { code, json } = await cityOnly(whole, '--day', dateAt(Date.now()), '--lines', file)
  expect(code).toBe(0)
  expect(json[0]).toMatchObject({ day: { first: day.first } })
  expect(readFileSync(file, 'utf8').split('\n').slice(0, lines.length)).toEqual(lines)
  const none = await quay(['psp', 'verify', whole, '--offline', '--day', '2001-01-01', '--lines', file])
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no line') })
})
