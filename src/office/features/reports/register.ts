import type { CsvFile, RegisterItem } from '../../../contract/desk/reports.ts'
import { answerOf, answerText } from '../../../contract/policy/form.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { RegisterCoverSheet, RegisterEntrySheet } from '../../sheets/register-book/data.ts'
import { momentOf } from '../case-sheets/common.ts'
import { type CaseRow, contentOf, procedureOfCase } from '../cases/read.ts'
import { staffName } from '../staff/read.ts'
import { csvFile } from './csv.ts'
import { joined } from './joined.ts'
import { assertPeriod, type Chosen, chosenIds, countBefore, rowsOf } from './period.ts'
import { latenessNames, latenessOf, momentText, returnedAt, stateNames } from './standing.ts'

/** Rows a page shows; the printed book and the table have all. */
const most = 500

/** The first rows of the register of a period, and how many there are. Throws `invalid-input` for a wrong period. */
export function registerPage(
  desk: Desk,
  user: string,
  chosen: Chosen,
): { items: RegisterItem[]; total: number; overdue: number; late: number } {
  assertPeriod(chosen)
  const ids = chosenIds(desk, user, chosen)
  const first = countBefore(desk, user, chosen) + 1
  const now = desk.ports.clock.now()
  const items: RegisterItem[] = []
  const counts = { no: 0, overdue: 0, late: 0 }
  for (const row of rowsOf(desk.store, ids)) {
    const late = latenessOf(row, now)
    counts[late]++
    if (items.length < most) items.push(itemOf(desk, row, first + items.length, late))
  }
  return { items, total: ids.length, overdue: counts.overdue, late: counts.late }
}

function itemOf(desk: Desk, row: CaseRow, entry: number, late: RegisterItem['late']): RegisterItem {
  return {
    caseId: row.id,
    entry,
    number: row.number,
    matter: matterOf(desk, row),
    fullName: nameOf(row),
    receivedAt: row.registered_at,
    dueAt: row.due_at,
    returnedAt: returnedAt(row),
    state: row.state,
    late,
  }
}

/** The procedure, and what the pack wants to stand in the register. */
function matterOf(desk: Desk, row: CaseRow): string {
  const { title, fields } = procedureOfCase(desk, row)
  const { details } = contentOf(row)
  const answers = fields
    .filter(({ shownOn, id }) => shownOn.includes('register-book') && id !== 'organisation')
    .map((field) => answerText(field, answerOf(details, field.id)))
  return joined([title, joined(answers, '; ')], ': ', 160)
}

/** Person, and the organisation they come for. */
function nameOf(row: CaseRow): string {
  const { applicant, details } = contentOf(row)
  return joined([applicant.fullName, details.organisation], ', ', 96)
}

/** What stands around the entries of the printed book. */
export function registerCoverOf(desk: Desk, user: string, chosen: Chosen): RegisterCoverSheet {
  assertPeriod(chosen)
  const facts = desk.facts()
  const { signing, receipt } = desk.pack()
  return {
    training: facts.training,
    agency: {
      ...(facts.parentName ? { parent: facts.parentName } : {}),
      name: `Ủy ban nhân dân ${facts.wardName}`,
      place: facts.wardName.replace(/^(Phường|Xã|Đặc khu)\s+/u, ''),
    },
    counter: receipt.counter,
    book: chosen.firstDay.slice(0, 4),
    firstDay: chosen.firstDay,
    lastDay: chosen.lastDay,
    firstEntry: countBefore(desk, user, chosen) + 1,
    asOf: momentOf(vietnamTime(desk.ports.clock.now())),
    keptBy: staffName(desk.store, user),
    head: { title: signing.title, name: '…' },
  }
}

/** The entries of the printed book, one by one as its pages fill. */
export function* registerEntries(desk: Desk, user: string, chosen: Chosen): Generator<RegisterEntrySheet> {
  const unit = `Ủy ban nhân dân ${desk.facts().wardName}`
  for (const row of rowsOf(desk.store, chosenIds(desk, user, chosen))) yield entryOf(desk, row, unit)
}

function entryOf(desk: Desk, row: CaseRow, unit: string): RegisterEntrySheet {
  const { applicant } = contentOf(row)
  const end = returnedAt(row)
  const note = noteOf(row)
  return {
    dossierNumber: row.number,
    matter: matterOf(desk, row),
    sets: 1,
    name: nameOf(row),
    contact: joined([applicant.residence, applicant.phone], ', ', 240),
    unit,
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    ...(end === null ? {} : { returnedAt: momentOf(end), way: wayOf(desk, row) }),
    state: end === null ? 'open' : (endings[row.state] ?? 'resolved'),
    ...(note ? { note } : {}),
  }
}

/** How a case ended where it had no result. Until its letter is handed over it is open, as in every queue. */
const endings: Readonly<Partial<Record<CaseRow['state'], RegisterEntrySheet['state']>>> = {
  'refusal-notified': 'refused',
  'stop-notified': 'stopped',
  'transfer-confirmed': 'transferred',
}

const awaitingLetter: ReadonlySet<CaseRow['state']> = new Set([
  'refused',
  'stopped',
  'transferred',
  'returned',
])

function noteOf(row: CaseRow): string {
  const permit = row.permit_number === null ? null : `Giấy số ${row.permit_number}`
  const withdrawn = row.withdrawn === null ? null : 'đã thu hồi'
  const state = awaitingLetter.has(row.state) ? stateNames[row.state] : null
  return joined([permit, withdrawn, state], '; ', 120)
}

const handing = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .select('role')
    .where('case_id', '=', caseId)
    .where('act', '=', 'hand-over')
    .orderBy('place', 'desc')
    .limit(1),
)

/** The area police bring papers home; everything else is fetched at the counter. */
function wayOf(desk: Desk, { id }: CaseRow): 'counter' | 'delivered' {
  return desk.store.first(handing({ caseId: id }))?.role === 'area-police' ? 'delivered' : 'counter'
}

/** The whole register of a period as a table. */
export function registerTable(desk: Desk, user: string, chosen: Chosen): CsvFile {
  assertPeriod(chosen)
  return csvFile(`so-theo-doi-${chosen.firstDay}-${chosen.lastDay}`, tableHead, tableRows(desk, user, chosen))
}

const tableHead = [
  'TT',
  'Mã hồ sơ',
  'Thủ tục, nội dung',
  'Tên cá nhân, tổ chức',
  'Số giấy tờ',
  'Địa chỉ',
  'Điện thoại',
  'Nhận hồ sơ',
  'Hẹn trả kết quả',
  'Trả kết quả',
  'Tình trạng',
  'Thời hạn',
  'Ghi chú',
]

function* tableRows(desk: Desk, user: string, chosen: Chosen) {
  const now = desk.ports.clock.now()
  let entry = countBefore(desk, user, chosen)
  for (const row of rowsOf(desk.store, chosenIds(desk, user, chosen))) {
    const { applicant } = contentOf(row)
    const end = returnedAt(row)
    yield [
      ++entry,
      row.number,
      matterOf(desk, row),
      nameOf(row),
      applicant.idNumber,
      applicant.residence,
      applicant.phone,
      momentText(row.registered_at),
      momentText(row.due_at),
      end === null ? null : momentText(end),
      stateNames[row.state],
      latenessNames[latenessOf(row, now)],
      noteOf(row),
    ]
  }
}
