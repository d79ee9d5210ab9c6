import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createClient } from '../../contract/client.ts'
import { makeBundle, takeBundleAnswer } from '../../contract/desk/bundles.ts'
import * as api from '../../contract/desk/index.ts'
import { openOffice } from '../../office/office.ts'
import { temporaryFolder, testPorts } from '../../office/testing/ports.ts'
import { signedIn } from '../../training/testing/person.ts'
import { trainingStaff } from '../../training/staff.ts'
import { copyOf, realFolder, tamper, trainingFolder } from '../testing/folders.ts'
import { quay } from '../testing/run-quay.ts'

const repository = join(import.meta.dirname, '../../..')
let whole: string
beforeAll(async () => {
  whole = (await trainingFolder()).dataDir
})

/** The training office without its city: every line it writes from now on waits. */
function openWithoutCity(dataDir: string) {
  return openOffice(testPorts({ training: true, dataDir }), {
    trainingSecret: 'training-office',
    cityAddress: 'http://127.0.0.1:9',
  })
}

type Opened = Awaited<ReturnType<typeof openWithoutCity>>

async function administratorOf(office: Opened) {
  const person = trainingStaff.find(({ roles }) => roles.includes('administrator'))
  if (!person) throw new Error('the training office has no administrator')
  return signedIn(office, person.user, person.password)
}

/** A closed office with lines that wait for the city; `folder` is a stick of its own. */
async function officeWithWork(count = 3) {
  const dataDir = copyOf(whole)
  const office = await openWithoutCity(dataDir)
  const administrator = await administratorOf(office)
  for (let n = 0; n < count; n += 1)
    await administrator(api.addStaff, {
      body: {
        user: `nguoi-moi-${n}`,
        fullName: 'Lý Thị Mẫu',
        roles: ['clerk'],
        password: 'mat-khau-moi-9',
        pin: null,
      },
    })
  const { waiting } = await administrator(api.readSync, {})
  await office.close()
  return { dataDir, waiting, stick: temporaryFolder() }
}

/** The command of the city's operator, run as such. */
function atCity(dataDir: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/city/main.ts', '--data', join(dataDir, 'city'), ...args],
    { cwd: repository, encoding: 'utf8' },
  )
  return { code: status, out: stdout, err: stderr }
}

test('a ward without a network goes to the city by stick and back, twice, and the journal stays whole', async () => {
  const { dataDir, waiting, stick } = await officeWithWork()
  expect(waiting).toBeGreaterThanOrEqual(3)
  const lines = join(stick, 'ward.psp-lines')
  const answer = join(stick, 'city.psp-answer')
  for (const round of ['first', 'again']) {
    if (round === 'first') {
      const made = await quay(['bundle', 'export', '--data', dataDir, '--out', lines, '--json'])
      expect(made).toMatchObject({ code: 0, err: '', json: [{ file: lines, part: 1, isLast: true }] })
    }
    const city = atCity(dataDir, 'import-bundle', lines, '--out', answer)
    expect(city).toMatchObject({ code: 0 })
    expect(JSON.parse(city.out)).toMatchObject({ taken: round === 'first' ? waiting : 0, answers: [answer] })
    const taken = await quay(['bundle', 'import', '--data', dataDir, answer, '--json'])
    expect(taken).toMatchObject({ code: 0, err: '' })
    expect(taken.json).toMatchObject([
      { outcome: 'taken', acknowledged: round === 'first' ? waiting : 0, waiting: 0, more: false },
    ])
  }
  expect(await quay(['journal', 'verify', '--json', dataDir])).toMatchObject({ code: 0, err: '' })
})

test('nothing personal can be read in a bundle or its answer', async () => {
  const { dataDir, stick } = await officeWithWork(1)
  const lines = join(stick, 'ward.psp-lines')
  const answer = join(stick, 'city.psp-answer')
  await quay(['bundle', 'export', '--data', dataDir, '--out', lines])
  expect(atCity(dataDir, 'import-bundle', lines, '--out', answer).code).toBe(0)
  for (const file of [lines, answer]) {
    const text = readFileSync(file).toString('latin1')
    expect(text).not.toMatch(/case\.registered|staff\.added|nguoi-moi/)
  }
})

test('an export in small parts is taken in whatever order the files are named', async () => {
  const { dataDir, waiting, stick } = await officeWithWork(12)
  const made = await quay(['bundle', 'export', '--data', dataDir, '--out', stick, '--part-kib', '4'])
  expect(made).toMatchObject({ code: 0, err: '' })
  const parts = readdirSync(stick).map((name) => join(stick, name))
  expect(parts.length).toBeGreaterThan(1)
  const answer = join(stick, 'answer')
  const second = parts.find((name) => name.includes('-p2.')) ?? ''
  const alone = atCity(dataDir, 'import-bundle', second, '--out', answer)
  expect(alone).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/--from \d+/) })
  const city = atCity(dataDir, 'import-bundle', ...parts.toReversed(), '--out', answer)
  expect(city).toMatchObject({ code: 0 })
  expect((await quay(['bundle', 'import', '--data', dataDir, answer, '--json'])).json).toMatchObject([
    { acknowledged: waiting, waiting: 0 },
  ])
})

test('files that are no answer, of another office or cut are plain noes that change nothing', async () => {
  const { dataDir, waiting, stick } = await officeWithWork(1)
  const lines = join(stick, 'ward.psp-lines')
  const answer = join(stick, 'city.psp-answer')
  await quay(['bundle', 'export', '--data', dataDir, '--out', lines])
  atCity(dataDir, 'import-bundle', lines, '--out', answer)
  const take = (file: string, folder = dataDir) =>
    quay(['bundle', 'import', '--data', folder, file, '--json'])
  expect(await take(lines)).toMatchObject({ code: 1, json: [{ reason: 'other-kind' }] })
  writeFileSync(join(stick, 'cut'), readFileSync(answer).subarray(0, -9))
  expect(await take(join(stick, 'cut'))).toMatchObject({ code: 1, json: [{ reason: 'damaged' }] })
  expect(await take(join(stick, 'nowhere'))).toMatchObject({ code: 1, json: [] })
  const other = (await trainingFolder()).dataDir
  expect(await take(answer, other)).toMatchObject({ code: 1, json: [{ reason: 'other-device' }] })
  expect(await take(answer)).toMatchObject({ code: 0, json: [{ acknowledged: waiting }] })
  const cut = atCity(dataDir, 'import-bundle', join(stick, 'cut'), '--out', answer)
  expect(cut).toMatchObject({ code: 1, out: '', err: expect.stringContaining('answer of the city') })
  expect(atCity(dataDir, 'import-bundle', lines)).toMatchObject({ code: 1, out: '' })
})

test('an office that runs is not disturbed, and one without a city says so', async () => {
  const dataDir = copyOf(whole)
  const out = join(temporaryFolder(), 'ward.psp-lines')
  const running = await openWithoutCity(dataDir)
  const refused = await quay(['bundle', 'export', '--data', dataDir, '--out', out])
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Another window or program') })
  await running.close()
  const { dataDir: real, user, password } = await realFolder()
  const args = ['bundle', 'export', '--data', real, '--out', out, '--user', user, '--password-stdin']
  expect(await quay(args, `${password}\n`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('not enrolled'),
  })
  expect(await quay(['bundle', 'export', '--out', out])).toMatchObject({ code: 2 })
  expect(await quay(['bundle', 'export', '--data', dataDir, '--out', out, '--from', '0'])).toMatchObject({
    code: 2,
  })
  expect(await quay(['bundle', 'export', '--data', dataDir, '--out', out, '--from', '99999'])).toMatchObject({
    code: 1,
  })
})

test('a stick that cannot be written says how to go on', async () => {
  const { dataDir, stick } = await officeWithWork(1)
  mkdirSync(join(stick, 'taken.part'))
  const refused = await quay(['bundle', 'export', '--data', dataDir, '--out', join(stick, 'taken')])
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/--from \d+ --part 1/) })
  rmSync(join(stick, 'taken.part'), { recursive: true })
  expect(await quay(['bundle', 'export', '--data', dataDir, '--out', join(stick, 'taken')])).toMatchObject({
    code: 0,
  })
})

test('the running office makes and takes the same files for its page', async () => {
  const { dataDir, stick } = await officeWithWork(2)
  const office = await openWithoutCity(dataDir)
  const administrator = await administratorOf(office)
  const made = await administrator(makeBundle, { body: { from: null, part: 1, mostBytes: null } })
  if (made.outcome !== 'made') throw new Error(made.reason)
  expect(made).toMatchObject({ part: 1, isLast: true, next: null, name: expect.stringMatching(/^39901-/) })
  const lines = join(stick, made.name)
  writeFileSync(lines, Buffer.from(made.file, 'base64'))
  const answer = join(stick, 'answer')
  expect(atCity(dataDir, 'import-bundle', lines, '--out', answer).code).toBe(0)
  const before = await administrator(api.readSync, {})
  const outcome = await administrator(takeBundleAnswer, { body: readFileSync(answer) })
  expect(outcome).toMatchObject({ outcome: 'taken', more: false })
  const after = await administrator(api.readSync, {})
  expect(after).toMatchObject({ sentSeq: made.last })
  expect(before.sentSeq).toBeLessThan(after.sentSeq)
  expect(await administrator(takeBundleAnswer, { body: Buffer.from('hello') })).toEqual({
    outcome: 'refused',
    reason: 'not-a-bundle',
  })
  const stranger = createClient((request) => office.fetch(request), 'http://office.invalid')
  await expect(stranger(makeBundle, { body: { from: null, part: 1, mostBytes: null } })).rejects.toThrow()
  await office.close()
})

test('a sealing key the city has not heard of is asked for with the lines, and noted as asked when the answer says so', async () => {
  const { dataDir, stick } = await officeWithWork(1)
  const [lines, answer] = [join(stick, 'ward.psp-lines'), join(stick, 'city.psp-answer')]
  let keys = 0
  await tamper(dataDir, (store) => {
    keys = store.database.prepare('UPDATE issuing_key SET requested = 0').run().changes
  })
  expect(keys).toBeGreaterThan(0)
  await quay(['bundle', 'export', '--data', dataDir, '--out', lines])
  expect(atCity(dataDir, 'import-bundle', lines, '--out', answer).code).toBe(0)
  expect(await quay(['bundle', 'import', '--data', dataDir, answer])).toMatchObject({ code: 0 })
  await tamper(dataDir, (store) => {
    const noted = store.database.prepare('SELECT count(*) AS keys FROM issuing_key WHERE requested = 1').get()
    expect(noted).toEqual({ keys })
  })
})
