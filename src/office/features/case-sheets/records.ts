import { type CaseAct, type CaseState, destinationOf } from '../../../domain/case.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Machine } from '../../../domain/workflow.ts'
import type { RequestDetails } from '../../../contract/events.ts'
import { isOwnField } from '../../../contract/policy/form.ts'
import type { Procedure, RecordKind } from '../../../contract/policy/pack.ts'
import type { Desk } from '../../desk.ts'
import type { CaseRecordSheet } from '../../sheets/case-record/data.ts'
import type { ControlSlipSheet } from '../../sheets/control-slip/data.ts'
import { type CaseRow, contentOf, machineOfCase, procedureOfCase } from '../cases/read.ts'
import { staffName } from '../staff/read.ts'
import { commonOf, furtherOf, letterOf, momentOf, type Told, toldOf, unitNames } from './common.ts'

/** Form 06: who had the dossier from when to when, and whether that was in time. */
export function controlSlipData(desk: Desk, row: CaseRow): ControlSlipSheet {
  const { counter, agency, training, applicant, matter, footer } = commonOf(desk, row)
  return {
    training,
    agency,
    counter,
    footer,
    dossierNumber: row.number,
    printedOn: dateAt(desk.ports.clock.now()),
    applicant,
    matter,
    unit: counter,
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    stays: staysOf(desk, row),
  }
}

type Stay = ControlSlipSheet['stays'][number]

function staysOf(desk: Desk, row: CaseRow): Stay[] {
  const machine = machineOfCase(desk, row)
  const moves = toldOf(desk, row).filter(({ act, body }) => stateAfter(act, body) !== null)
  const due = Date.parse(row.due_at)
  let state: CaseState | null = null
  let from = row.registered_at
  const stays: Stay[] = []
  for (const told of moves) {
    const isLate = Date.parse(told.at) > due
    stays.push({
      step: stepName(machine, state, told.act),
      unit: unitNames[told.role],
      holder: staffName(desk.store, told.user),
      from: momentOf(from),
      until: momentOf(told.at),
      result: isLate ? 'late' : 'on-time',
      ...(told.note ? { note: told.note } : {}),
    })
    state = stateAfter(told.act, told.body)
    from = told.at
  }
  const waiting = state === null ? undefined : machine.moves.get(state)?.[0]
  if (state !== null && waiting)
    stays.push({
      step: stepName(machine, state, waiting.act),
      unit: unitNames[waiting.by[0] ?? 'clerk'],
      holder: '…',
      from: momentOf(from),
      result: desk.ports.clock.now() > due ? 'running-late' : 'running',
    })
  return stays
}

function stateAfter(act: string, body: Told['body']): CaseState | null {
  // The history's acts come from the closed list.
  return destinationOf(act as CaseAct, body['to'])
}

const actNames: Readonly<Record<string, string>> = {
  register: 'Tiếp nhận hồ sơ',
  complete: 'Bổ sung hồ sơ',
  return: 'Yêu cầu bổ sung',
  refuse: 'Từ chối',
  'city-refuse': 'Thành phố từ chối',
  'send-back': 'Trả lại quầy',
  stop: 'Dừng giải quyết',
  transfer: 'Chuyển hồ sơ',
  'notify-refusal': 'Trả thông báo từ chối',
  'notify-stop': 'Trả thông báo dừng',
  'confirm-transfer': 'Xác nhận bàn giao',
}

function stepName(machine: Machine, state: CaseState | null, act: string): string {
  const waited = state === null ? undefined : machine.waiting.get(state)
  return waited?.step === act ? waited.label : (actNames[act] ?? waited?.label ?? act)
}

/** Records whose paper is no permit: ready once they are closed. */
export const plainRecords: ReadonlySet<RecordKind> = new Set(['declaration', 'support', 'status'])

/** The paper of a record: the fields the pack wants on it, as it labels them, and what was paid. */
export function recordData(desk: Desk, row: CaseRow): CaseRecordSheet {
  const procedure = procedureOfCase(desk, row)
  const { applicant, details } = contentOf(row)
  const isPlain = plainRecords.has(procedure.record)
  const payment = row.payment === null ? null : (JSON.parse(row.payment) as Payment)
  return {
    ...letterOf(desk, row, 'GN-UBND', row.since),
    title: isPlain ? procedure.title.toLocaleUpperCase('vi') : 'PHIẾU THÔNG TIN HỒ SƠ',
    ...(isPlain ? {} : { about: procedure.title }),
    fields: [
      { label: 'Họ và tên', value: applicant.fullName, strong: true },
      { label: 'Số giấy tờ', value: applicant.idNumber },
      { label: 'Nơi cư trú', value: applicant.residence },
      ...ownOf(procedure, details),
      ...furtherOf(desk, row, 'record'),
    ],
    ...(payment ? paymentOf(payment, applicant.fullName) : {}),
    code: row.number,
    filed: `HS ${row.number}`,
  }
}

/** The form's own fields that the record tells: the purpose and the unit always, others where the pack wants them. */
function ownOf({ fields }: Procedure, details: RequestDetails): { label: string; value: string }[] {
  return fields.flatMap(({ id, label, shownOn }) => {
    if (!isOwnField(id)) return []
    const value = details[id]
    const isTold = id === 'purpose' || id === 'organisation' || shownOn.includes('record')
    return isTold && value ? [{ label, value }] : []
  })
}

type Payment = { readonly amount: number; readonly paidOn: string; readonly voucher: string }

function paymentOf({ amount, paidOn, voucher }: Payment, receiver: string) {
  const day = paidOn.split('-').toReversed().join('/')
  const sum = `${amount.toLocaleString('vi-VN')} đồng`
  return {
    decision: { label: 'Chi trả', text: `${sum}, ngày ${day}, chứng từ ${voucher}` },
    receiver: { title: 'NGƯỜI NHẬN', name: receiver },
  }
}
