import type { CsvFile, LedgerName, LedgerRow } from '../../../contract/desk/reports.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { answerOf, answerText } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, categoryLabel, contentOf, findPack } from '../cases/read.ts'
import { csvFile } from './csv.ts'
import { type LedgerForm, ledgerForm } from './ledgers.ts'
import { assertPeriod, type Chosen, chosenIds, rowsOf } from './period.ts'
import { latenessNames, latenessOf, momentText, stateNames } from './standing.ts'

const most = 500

/** Which records of a ledger. */
export type LedgerChosen = Omit<Chosen, 'ledger'>

/** The first rows of a ledger, and how many there are. Throws `not-found`, and `invalid-input` for a wrong period. */
export function ledgerPage(desk: Desk, user: string, name: LedgerName, chosen: LedgerChosen) {
  const { fields } = ledgerForm(desk, name)
  const ids = chosenLedger(desk, user, name, chosen)
  return {
    fields: fields.map(({ id, label }) => ({ id, label })),
    rows: [...ledgerRows(desk, fields, ids.slice(0, most))],
    total: ids.length,
  }
}

/** The ids of the records chosen. Throws `invalid-input` for a wrong period. */
export function chosenLedger(desk: Desk, user: string, ledger: LedgerName, chosen: LedgerChosen): string[] {
  const whole = { ...chosen, ledger }
  assertPeriod(whole)
  return chosenIds(desk, user, whole)
}

/** The records of these ids, one by one. */
export function* ledgerRows(
  desk: Desk,
  fields: readonly PackField[],
  ids: Iterable<string>,
): Generator<LedgerRow> {
  for (const row of rowsOf(desk.store, ids)) yield rowOf(desk, row, fields)
}

function rowOf(desk: Desk, row: CaseRow, fields: readonly PackField[]): LedgerRow {
  const pack = findPack(desk, row)
  const { applicant, details } = contentOf(row)
  const { zone } = row
  return {
    caseId: row.id,
    number: row.number,
    registeredAt: row.registered_at,
    fullName: applicant.fullName,
    idNumber: applicant.idNumber,
    residence: applicant.residence,
    category: categoryLabel(pack, row.category),
    zone: zone === null ? null : (pack?.zones.find(({ code }) => code === zone)?.label ?? zone),
    state: row.state,
    late: latenessOf(row, desk.ports.clock.now()),
    permitNumber: row.permit_number,
    answers: fields.map((field) => answerText(field, answerOf(details, field.id))),
    payment: paymentOf(row),
  }
}

/** What was paid out, as the projection wrote it from a validated event. */
export function paymentOf({ payment }: Pick<CaseRow, 'payment'>): Case['payment'] {
  return payment === null ? null : (JSON.parse(payment) as Case['payment'])
}

/** A whole ledger as a table. */
export function ledgerTable(desk: Desk, user: string, name: LedgerName, chosen: LedgerChosen): CsvFile {
  const form = ledgerForm(desk, name)
  const ids = chosenLedger(desk, user, name, chosen)
  const file = `so-${name.procedure}-${chosen.firstDay}-${chosen.lastDay}`
  return csvFile(file, tableHead(form), tableRows(desk, form, ids))
}

function tableHead({ fields, procedure, pack }: LedgerForm): string[] {
  return [
    'TT',
    'Mã hồ sơ',
    'Ngày nhận',
    'Họ và tên',
    'Số giấy tờ',
    'Nơi cư trú',
    'Nhóm',
    ...(pack.zones.length > 0 ? ['Vùng'] : []),
    ...fields.map(({ label }) => label),
    'Tình trạng',
    'Thời hạn',
    'Số giấy',
    ...(procedure.record === 'support' ? ['Số tiền đã chi (đồng)', 'Ngày chi', 'Chứng từ'] : []),
  ]
}

function* tableRows(desk: Desk, { fields, procedure, pack }: LedgerForm, ids: readonly string[]) {
  let entry = 0
  for (const row of ledgerRows(desk, fields, ids)) {
    const { payment } = row
    const paid = payment
      ? [payment.amount, payment.paidOn.split('-').toReversed().join('/'), payment.voucher]
      : [null, null, null]
    yield [
      ++entry,
      row.number,
      momentText(row.registeredAt),
      row.fullName,
      row.idNumber,
      row.residence,
      row.category,
      ...(pack.zones.length > 0 ? [row.zone] : []),
      ...row.answers,
      stateNames[row.state],
      latenessNames[row.late],
      row.permitNumber,
      ...(procedure.record === 'support' ? paid : []),
    ]
  }
}
