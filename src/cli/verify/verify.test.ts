import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '../../office/database/store.ts'
import { readMeta, readSecret, writeMeta, writeSecret } from '../../office/facts.ts'
import { temporaryFolder } from '../../office/testing/ports.ts'
import { copyOf, realFolder, tamper, type TrainingFolder, trainingFolder } from '../testing/folders.ts'
import { quay } from '../testing/run-quay.ts'

const vectorPath = join(import.meta.dirname, '../../../e2e/vectors/token.json')
const vectors = z
  .object({
    keys: z.array(z.object({ name: z.string(), public: z.string() })),
    roots: z.array(z.string()),
    lists: z.record(z.string(), z.object({ hex: z.string() })),
    tokens: z.array(z.object({ name: z.string(), base45: z.string() })),
  })
  .parse(JSON.parse(readFileSync(vectorPath, 'utf8')))
const folder = temporaryFolder()
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const list = (name: string) => Buffer.from(vectors.lists[name]?.hex ?? '', 'hex')
const roots = vectors.roots.flatMap((root) => [
  '--roots',
  vectors.keys.find(({ name }) => name === root)?.public ?? '',
])
const permit = vectors.tokens.find(({ name }) => name === 'permit-typical')?.base45 ?? ''
const trust = ['--trust', file('trust.bin', list('trust-7')), ...roots]
const revocations = ['--revocations', file('revocations.bin', list('revocation-42'))]
const then = ['--at', '2026-11-24T07:00+07:00', '--place', '39901', '--place', 'Z1,CHO-MAU']

let training: TrainingFolder
beforeAll(async () => {
  training = await trainingFolder()
})

test('a permit is valid with its city’s lists, at its time and place, and only its number is told', async () => {
  const { code, json, out, err } = await quay(['verify', '--json', ...then, ...trust, ...revocations, permit])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(json).toMatchObject([
    { answer: 'valid', reason: null, permitNumber: expect.any(String), from: 'text' },
  ])
  expect(out).not.toContain('last4')
  const asked = await quay(['verify', '--json', '--person', ...then, ...trust, ...revocations, permit])
  expect(asked.json).toMatchObject([{ paper: { name: expect.any(String), last4: expect.any(String) } }])
})

test('without a revocation list a good permit is valid, and that is said', async () => {
  const { code, json } = await quay(['verify', '--json', ...then, ...trust, permit])
  expect(code).toBe(0)
  expect(json).toMatchObject([{ answer: 'valid-revocation-stale', reason: 'no-list' }])
})

test('another time, another place and a changed letter are each a no with its reason', async () => {
  const judged = async (at: readonly string[], text: string) =>
    (await quay(['verify', '--json', ...at, ...trust, ...revocations, text])).json[0]
  expect(await judged(['--at', '2027-06-01T08:00+07:00'], permit)).toMatchObject({ answer: 'expired' })
  expect(await judged(['--at', '2026-11-24T07:00', '--place', '00004'], permit)).toMatchObject({
    answer: 'wrong-place',
  })
  const bytes = permit.endsWith('0') ? `${permit.slice(0, -1)}1` : `${permit.slice(0, -1)}0`
  expect(await judged(then, bytes)).toMatchObject({ answer: expect.stringMatching(/forged|unreadable/) })
})

test('lists given as hex text are the same lists', async () => {
  const hex = file('trust.txt', `${vectors.lists['trust-7']?.hex}\n`)
  const { json } = await quay(['verify', '--json', ...then, '--trust', hex, ...roots, ...revocations, permit])
  expect(json).toMatchObject([{ answer: 'valid' }])
})

test('a list that nobody pinned signed is refused rather than used', async () => {
  const bare = await quay(['verify', '--json', '--trust', trust[1] ?? '', ...revocations, permit])
  expect(bare).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--roots HEX') })
  const foreign = await quay(['verify', '--trust', trust[1] ?? '', '--roots', 'ab'.repeat(32), permit])
  expect(foreign).toMatchObject({ code: 1, out: '' })
  expect(foreign.err).toContain('unknown-root')
})

test('without --roots a list is checked by the roots this computer’s office has pinned, and they are told', async () => {
  const office = `${folder}/office`
  cpSync(training.dataDir, `${office}-training`, { recursive: true })
  let pinned: readonly string[] = []
  let lists: Buffer | null = null
  await tamper(training.dataDir, (store) => {
    pinned = readMeta<string[]>(store, 'roots') ?? []
    lists = readSecret(store, 'trust-list') ?? null
  })
  const pdf = file('listed.pdf', training.permitPdf)
  const own = ['verify', '--json', '--trust', file('own.cose', Uint8Array.from(lists ?? [])), pdf]
  const ran = await quay(own, '', office)
  expect(ran).toMatchObject({ code: 3, json: [{ answer: 'training' }] })
  expect(pinned).toHaveLength(2)
  for (const root of pinned) expect(ran.err).toContain(root)
  const foreign = await quay(['verify', '--trust', trust[1] ?? '', permit], '', office)
  expect(foreign).toMatchObject({ code: 1, out: '', err: expect.stringContaining('unknown-root') })
  const closed = await quay(own, '', (await realFolder()).dataDir)
  expect(closed).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--roots HEX') })
})

test('an office’s own books count before any list says it: a paper it has withdrawn is revoked', async () => {
  const dataDir = copyOf(training.dataDir)
  const ask = async () => (await quay(['verify', '--json', ...then, '--data', dataDir, permit])).json
  const change = (values: { withdrawn: 'lost' | null }) =>
    tamper(dataDir, (store) =>
      store.transact((tx) => {
        writeMeta(
          tx,
          'roots',
          roots.filter((one) => one !== '--roots'),
        )
        writeMeta(tx, 'server-time', 0)
        writeSecret(tx, 'trust-list', list('trust-7'))
        writeSecret(tx, 'revocations', list('revocation-42'))
        const place = { kid: '0bf17558', series: 4, paper_index: 5123 }
        const ours = sql.updateTable('permit_case').set({ ...place, ...values })
        tx.run(ours.where('permit_number', '=', training.permitNumber))
      }),
    )
  await change({ withdrawn: null })
  expect(await ask()).toMatchObject([{ answer: 'valid' }])
  await change({ withdrawn: 'lost' })
  expect(await ask()).toMatchObject([{ answer: 'revoked', reason: 'lost' }])
})

test('codes on standard input are judged line by line', async () => {
  const { code, json } = await quay(
    ['verify', '--json', ...then, ...trust, ...revocations, '-'],
    `${permit}\nVP1:A\n`,
  )
  expect(code).toBe(1)
  expect(json).toMatchObject([{ answer: 'valid' }, { answer: 'unreadable', permitNumber: null }])
})

test('the vector file runs without a disagreement, and a wrong expectation is found', async () => {
  const good = await quay(['verify', '--vectors', vectorPath])
  expect(good).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ cases, 0 disagreements\n$/) })
  const all = await quay(['verify', '--vectors', vectorPath, '--json'])
  expect(all.json.length).toBeGreaterThan(100)
  expect(all.json).toContainEqual({ name: 'permit-typical', answer: 'valid', reason: null })
  const wrong = readFileSync(vectorPath, 'utf8').replace('"answer": "expired"', '"answer": "valid"')
  const bad = await quay(['verify', '--vectors', file('wrong.json', wrong)])
  expect(bad.code).toBe(1)
  expect(bad.out).toMatch(/expected .*"valid".*\n.*1 disagreements/s)
  expect(await quay(['verify', '--vectors', file('none.json', '[]')])).toMatchObject({ code: 2, out: '' })
})

test('a training permit as PDF and as picture is a training paper by the lists of its office', async () => {
  const pdf = file('permit.pdf', training.permitPdf)
  execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', pdf, join(folder, 'permit')])
  const both = [pdf, join(folder, 'permit.png')]
  const listed = await quay(['verify', '--json', '--data', training.dataDir, ...both])
  expect(listed.code).toBe(3)
  expect(listed.json).toMatchObject([
    { answer: 'training', from: 'permit.pdf', permitNumber: training.permitNumber },
    { answer: 'training', from: 'permit.png', permitNumber: training.permitNumber },
  ])
  expect(listed.err).toContain('Printed for training')
  const shown = await quay(['verify', '--data', training.dataDir, pdf])
  expect(shown.out).toContain('GIẤY TẬP HUẤN')
})

test('without any list nothing is believed of a permit and nothing of it is shown', async () => {
  const { code, json } = await quay(['verify', '--json', file('unlisted.pdf', training.permitPdf)])
  expect(code).toBe(1)
  expect(json).toMatchObject([
    { answer: 'unknown-issuer', reason: 'no-trust-list', permitNumber: null, paper: null },
  ])
})

test('a picture without a code, a file that is none and a missing file are each a plain no', async () => {
  const blank = file('blank.pdf', training.permitPdf.slice(0, 1000))
  const { code, json } = await quay(['verify', '--json', blank])
  expect(code).toBe(1)
  expect(json).toMatchObject([{ answer: 'unreadable', reason: expect.stringMatching(/damaged|no-code/) }])
  const missing = await quay(['verify', '--json', join(folder, 'nowhere.png')])
  expect(missing.code).toBe(1)
  expect(missing.json).toMatchObject([{ answer: 'unreadable', reason: 'no-file', from: 'nowhere.png' }])
})

test('one file that cannot be read keeps no other from being judged', async () => {
  const codes = file('codes.txt', `${permit}\r\n\nVP1:A\n`)
  const pdf = file('among.pdf', training.permitPdf)
  const files = [join(folder, 'nowhere.pdf'), codes, file('no-picture.png', 'VP1:A'), pdf]
  const { code, json } = await quay(['verify', '--json', ...then, ...trust, ...revocations, ...files])
  expect(code).toBe(1)
  expect(json).toMatchObject([
    { answer: 'unreadable', reason: 'no-file', from: 'nowhere.pdf' },
    { answer: 'valid', from: 'codes.txt' },
    { answer: 'unreadable', reason: 'damaged', from: 'codes.txt' },
    { answer: 'unreadable', reason: 'damaged', from: 'no-picture.png' },
    { answer: 'unknown-issuer', reason: 'no-key', from: 'among.pdf' },
  ])
})

test('a picture is known by what it is, not by what it is called', async () => {
  const pdf = file('called.png', training.permitPdf)
  const bare = file('called-nothing', training.permitPdf)
  const { json } = await quay(['verify', '--json', ...then, ...trust, pdf, bare])
  expect(json).toMatchObject([
    { answer: 'unknown-issuer', reason: 'no-key', from: 'called.png' },
    { answer: 'unknown-issuer', reason: 'no-key', from: 'called-nothing' },
  ])
})

test('a real office’s data opens with a password or the recovery code, and with nothing else', async () => {
  const office = await realFolder()
  const run = (options: readonly string[], input: string) =>
    quay(['verify', '--json', '--data', office.dataDir, ...options, permit], input)
  const unlocked = await run(['--user', office.user, '--password-stdin'], `${office.password}\n`)
  // An office that is not enrolled holds no lists yet.
  expect(unlocked.json).toMatchObject([{ answer: 'unknown-issuer', reason: 'no-trust-list' }])
  expect((await run(['--recovery-stdin'], office.recovery.toLowerCase())).json).toHaveLength(1)
  const wrong = await run(['--user', office.user, '--password-stdin'], 'not this\n')
  expect(wrong).toMatchObject({ code: 1, out: '', err: expect.stringContaining('4 tries left') })
  expect(await run(['--recovery-stdin'], 'AAAAA')).toMatchObject({ code: 1, out: '' })
  expect(await run([], '')).toMatchObject({ code: 2, out: '' })
})
