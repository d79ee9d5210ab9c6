import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Random, seededRandom } from '../../../scripts/proofs/random.ts'
import { registrationForm } from '../../../scripts/proofs/killed-office.ts'
import type { CaseAct } from '../../domain/case.ts'
import { type Call, ProblemError } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Case } from '../../contract/desk/cases.ts'
import { signedIn } from '../../training/testing/person.ts'
import { openTrainingOffice, type TrainingOffice } from '../../training/training.ts'
import { openSlot, readSlots } from '../database/key-slots.ts'
import { openStore } from '../database/open.ts'
import { databasePath } from '../desk.ts'
import { readCodes } from '../scanning/read-image.ts'
import { type TestPorts, testPorts } from '../testing/ports.ts'
import { brokenAt, rebuildEqualsLive } from './testing/ledger.ts'

let ports: TestPorts
let training: TrainingOffice
let people: { readonly call: Call; readonly pin: string | null }[]

beforeAll(async () => {
  ports = testPorts({ training: true })
  training = await openTrainingOffice(ports)
  people = await Promise.all(
    training.accounts.map(async ({ user, password, pin }) => ({
      call: await signedIn(training.office, user, password),
      pin,
    })),
  )
})
afterAll(() => training.office.close())

type Step = (call: Call, one: Case, pin: string | null) => Promise<unknown>
const act = (one: Case) => ({
  params: { caseId: one.caseId },
  body: { actId: randomUUID(), version: one.version },
})
const noted = (one: Case) => ({ ...act(one), body: { ...act(one).body, note: null } })
const reasoned = (one: Case, reasonCode: string) => ({
  ...act(one),
  body: { ...act(one).body, reasonCode, note: 'Thiếu giấy tờ' },
})

/** Everything a person can do to a case; whether they may is for the office to say. */
const steps: Readonly<Partial<Record<CaseAct, Step>>> = {
  verify: (call, one) => call(api.verifyCase, noted(one)),
  return: (call, one) => call(api.returnCase, reasoned(one, 'papers-missing')),
  approve: (call, one) => call(api.approveCase, noted(one)),
  refuse: (call, one) => call(api.refuseCase, reasoned(one, 'not-necessary')),
  'send-back': (call, one) => call(api.sendBackCase, reasoned(one, 'days-over')),
  seal: (call, one, pin) =>
    call(api.sealCase, { ...act(one), body: { ...act(one).body, pin: pin ?? '000000' } }),
  'notify-refusal': (call, one) => call(api.notifyRefusal, act(one)),
  stop: (call, one) => call(api.stopCase, reasoned(one, 'obstacle')),
  'notify-stop': (call, one) => call(api.notifyStop, act(one)),
  transfer: (call, one) =>
    call(api.transferCase, { ...act(one), body: { ...reasoned(one, 'moved').body, ward: '39902' } }),
  'confirm-transfer': (call, one) => call(api.confirmTransfer, act(one)),
  extend: (call, one) =>
    call(api.extendCase, {
      ...act(one),
      body: {
        ...reasoned(one, 'system-down').body,
        dueAt: new Date(Date.parse(one.dueAt) + 86_400_000).toISOString(),
      },
    }),
  complete: (call, one) =>
    call(api.completeCase, { ...act(one), body: { ...correctedForm(one), ...act(one).body } }),
  print: (call, one) =>
    call(api.printSheet, {
      params: { caseId: one.caseId },
      body: { actId: randomUUID(), sheet: 'receipt', printer: null, way: 'pdf', reprintReason: 'jammed' },
    }),
  stamp: async (call, one) => {
    const scannedText = await printedCode(call, one)
    return call(api.stampCase, { ...act(one), body: { ...act(one).body, scannedText } })
  },
  'hand-over': async (call, one) => {
    const scannedText = await printedCode(call, one)
    return call(api.handOver, { ...act(one), body: { ...act(one).body, scannedText } })
  },
  replace: (call, one, pin) =>
    call(api.replacePaper, {
      ...act(one),
      body: { ...act(one).body, pin: pin ?? '000000', reason: 'spoiled' },
    }),
  withdraw: (call, one) =>
    call(api.withdrawPaper, {
      ...act(one),
      body: { ...act(one).body, reason: 'lost', note: 'Người dân báo mất' },
    }),
}

async function printedCode(call: Call, one: Case): Promise<string> {
  await call(api.printSheet, {
    params: { caseId: one.caseId },
    body: { actId: randomUUID(), sheet: 'permit', printer: null, way: 'printer', reprintReason: 'jammed' },
  })
  const [scannedText = ''] = await readCodes(ports.printed.at(-1)?.pdf ?? new Uint8Array(), 'pdf')
  return scannedText
}

function correctedForm(one: Case) {
  const { caseId: _caseId, draftId: _draftId, scanRule: _scanRule, ...form } = registrationForm(randomUUID())
  return { ...form, personId: one.applicant.personId }
}

// The keys of the table above are acts.
const acts = Object.keys(steps) as CaseAct[]

const sideways: readonly CaseAct[] = ['stop', 'transfer', 'return', 'extend', 'replace', 'withdraw']

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random.below(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** Does the work or hears the office's no; anything else is a fault. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'fault') return false
    throw error
  }
}

test('whatever people do in whatever order, replaying the journal gives the same tables', async () => {
  const random = seededRandom(2026)
  const ids: string[] = []
  const done = new Set<string>()
  for (let turn = 0; turn < 1_300; turn++) {
    const person = pick(random, people)
    if (ids.length < 4 || random.chance(0.05)) {
      const form = registrationForm(randomUUID())
      if (await isDone(person.call(api.registerCase, { body: form }))) ids.push(form.caseId)
      continue
    }
    const one = await person.call(api.readCase, { params: { caseId: pick(random, ids) } })
    const inLine = one.may.filter((each) => acts.includes(each) && !sideways.includes(each))
    // What ends a case early comes now and then, or few would ever be sealed.
    const mayDo =
      inLine.length > 0 && random.chance(0.9) ? inLine : one.may.filter((each) => acts.includes(each))
    const tried = mayDo.length > 0 && random.chance(0.7) ? pick(random, mayDo) : pick(random, acts)
    if (await isDone(Promise.resolve(steps[tried]?.(person.call, one, person.pin)))) done.add(tried)
  }
  expect([...done].sort()).toEqual(acts.toSorted())
  await training.office.close()

  const slot = readSlots(ports.dataDir).find(({ user }) => user === 'thanhmai')
  const key = slot && (await openSlot(slot, 'quay-so-1'))
  if (!key) throw new Error('the clerk cannot open the store')
  const store = await openStore(databasePath(ports.dataDir), key)
  expect(brokenAt(store)).toBeNull()
  expect(rebuildEqualsLive(store)).toBe(true)
  // The control: one altered row is noticed, and replaying repairs it.
  store.database.prepare(`UPDATE permit_case SET state = 'sealed' WHERE id = ?`).run(ids[0])
  expect(rebuildEqualsLive(store)).toBe(false)
  expect(rebuildEqualsLive(store)).toBe(true)
  store.close()
}, 120_000)
