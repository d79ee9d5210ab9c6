import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import type { ListPreview } from '../../../contract/desk/list-intake.ts'
import type { FieldAnswer } from '../../../contract/events.ts'
import { isOwnField } from '../../../contract/policy/form.ts'
import type { PackField, Procedure } from '../../../contract/policy/pack.ts'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import { workbook } from '../../../office/lists/testing/workbook.ts'
import { colleagues } from '../../../office/testing/staffed-office.ts'
import type { Place } from './place.ts'
import { does, handOfAct, register, type Told } from './walk.ts'

/** Somebody on a worker list, as the organisation writes them. */
export type Worker = { readonly name: string; readonly number: string; readonly born?: string }

const route = 'Ngõ 15 – Xưởng Mẫu và về'
const today = (place: Place) => dateAt(place.ward.ports.clock.now())

/** The organisation of a pack whose list brings papers, and the procedure of those papers. */
export function listProcedures({ pack }: Place): { organisation: Procedure; worker: Procedure } {
  const worker = pack.procedures.find(({ listedBy }) => listedBy !== undefined)
  const organisation = pack.procedures.find(({ id }) => id === worker?.listedBy)
  if (!worker || !organisation) throw new Error(`${pack.id} has no worker lists`)
  return { organisation, worker }
}

/** An application of an organisation under any pack; `workers` are rows of its form, or how many come by file. */
export function organisationOf(place: Place, name: string, workers: readonly Worker[] | number): Told {
  const { organisation } = listProcedures(place)
  const answer = (field: PackField): FieldAnswer => {
    if (field.kind === 'rows')
      return typeof workers === 'number'
        ? workers
        : workers.map((one) => ({ name: one.name, 'id-number': one.number, route }))
    if (field.kind === 'date') return '2026-11-10'
    return field.id === 'tax-code' ? '0101234567' : field.id === 'e-mail' ? 'a@mau.example' : 'Số 9 phố Thử'
  }
  const fields = organisation.fields.filter(({ id }) => !isOwnField(id))
  return {
    procedure: organisation.id,
    category: organisation.categories[0] ?? 0,
    zone: place.pack.zones[0]?.code ?? null,
    schedule: { firstDay: today(place), lastDay: addDays(today(place), 10) },
    details: { purpose: 'Sản xuất hàng thiết yếu', organisation: name },
    more: Object.fromEntries(fields.map((field) => [field.id, answer(field)])),
  }
}

/** Registers an organisation and walks it to its confirmation. */
export async function confirmedOrganisation(place: Place, told: Told): Promise<Case> {
  let seen = await register(place, told)
  while (seen.next === 'verify' || seen.next === 'confirm' || seen.next === 'approve')
    seen = await does(place, handOfAct(seen, seen.next), seen.next, seen)
  expect(seen.state).toBe('approved')
  return seen
}

/** The file that an organisation sends. */
export function fileOf(workers: readonly Worker[]): Uint8Array {
  const heading = ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD', 'Nơi ở', 'Lộ trình']
  const rows = workers.map(({ name, number, born }, at) => [
    String(at + 1),
    name,
    born ?? '25/03/1985',
    number,
    `Số ${at + 1} phố Thử Nghiệm`,
    route,
  ])
  return workbook({ rows: [heading, ...rows] })
}

/** Judges a file for a confirmed organisation. */
export function judges(place: Place, organisation: Case, bytes: Uint8Array): Promise<ListPreview> {
  return place.people.clerk(api.judgeOrganisationList, { params: organisation, query: {}, body: bytes })
}

/** Takes what is new of a judged list. */
export function takes(
  place: Place,
  organisation: Case,
  { intakeId, asks }: ListPreview,
  wishes: object = {},
): Promise<BulkOutcome> {
  return place.people.clerk(api.takeOrganisationList, {
    params: organisation,
    body: {
      batchId: randomUUID(),
      intakeId,
      without: [],
      category: asks.categories[0]?.code ?? 0,
      purpose: 'Đi làm tại đơn vị',
      schedule: {
        firstDay: today(place),
        lastDay: addDays(today(place), 5),
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        windows: [[0, 1440]],
      },
      ...wishes,
    },
  })
}

const hands = ['clerk', 'police', 'health', 'official'] as const

/** Takes a batch through every step before the seal, each by whoever may, its sample opened first; what they did. */
export async function walkBatch(place: Place, batchId: string): Promise<string[]> {
  const done: string[] = []
  for (let turn = true; turn; ) {
    turn = false
    for (const hand of hands) {
      const call = place.people[hand]
      const { acts } = await call(api.readBatch, { params: { batchId } })
      const found = acts.find(({ act }) => act === 'verify' || act === 'confirm' || act === 'approve')
      if (!found) continue
      for (const caseId of found.sample) await call(api.lookAtRow, { params: { batchId }, body: { caseId } })
      const act = { act: found.act as 'verify', cases: null, reasonCode: null, note: null }
      const outcome = await call(api.actOnBatch, {
        params: { batchId },
        body: { actId: randomUUID(), ...act },
      })
      expect(outcome).toEqual({ done: found.waiting, left: [] })
      done.push(`${hand} ${found.act}`)
      turn = true
    }
  }
  return done
}

/** Seals a whole batch. */
export function sealsBatch(place: Place, batchId: string): Promise<BulkOutcome> {
  const body = { actId: randomUUID(), pin: colleagues.sealer.pin ?? '', overQuota: 'backlog' as const }
  return place.people.sealer(api.sealBatch, { params: { batchId }, body })
}
