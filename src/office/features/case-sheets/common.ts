import { dateAt, minuteAt } from '../../../domain/calendar.ts'
import type { Role } from '../../../domain/roles.ts'
import type { Applicant } from '../../../contract/events.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'
import { answerOf, answerText, isOwnField } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { type CaseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { staffName } from '../staff/read.ts'

export const identityLabels: Readonly<Record<Applicant['idKind'], string>> = {
  cccd: 'Căn cước công dân',
  'can-cuoc': 'Căn cước',
  cmnd: 'Chứng minh nhân dân',
  passport: 'Hộ chiếu',
  other: 'Giấy tờ khác',
}

/** Units of a ward office as its papers name them. */
export const unitNames: Readonly<Record<Role | 'city' | 'system', string>> = {
  clerk: 'Bộ phận một cửa',
  'area-police': 'Công an khu vực',
  'ward-official': 'Lãnh đạo Ủy ban nhân dân',
  'ward-police': 'Công an phường',
  'health-station': 'Trạm y tế',
  administrator: 'Quản trị',
  city: 'Thành phố',
  system: 'Thành phố',
}

/** What every sheet of a case says: the agency, the counter, the matter, the applicant. */
export function commonOf(desk: Desk, row: CaseRow) {
  const facts = desk.facts()
  const pack = packFor(desk, row)
  const { applicant } = contentOf(row)
  return {
    training: facts.training,
    agency: {
      ...(facts.parentName ? { parent: facts.parentName } : {}),
      name: `Ủy ban nhân dân ${facts.wardName}`,
      place: facts.wardName.replace(/^(Phường|Xã|Đặc khu)\s+/u, ''),
    },
    counter: pack.receipt.counter,
    // Of several procedures the applicant is told theirs.
    matter: pack.procedures.length > 1 ? procedureOfCase(desk, row).title : pack.receipt.matter,
    applicant: {
      fullName: applicant.fullName,
      idKind: identityLabels[applicant.idKind],
      idNumber: applicant.idNumber,
      address: applicant.residence,
      ...(applicant.phone ? { phone: applicant.phone } : {}),
    },
    footer: [],
  }
}

/** Where the applicant gets help. */
export function contactOf(desk: Desk, row: CaseRow): string {
  return `${packFor(desk, row).receipt.counter} ${desk.facts().wardName}`
}

/**
 * What an A4 letter about a case takes besides; `symbol` is the end of its number, `issued` when it was written,
 * `signed` the acts whose hand signs it.
 */
export function letterOf(
  desk: Desk,
  row: CaseRow,
  symbol: string,
  issued: string,
  signed: readonly string[] = decisions,
) {
  const { training, agency, footer } = commonOf(desk, row)
  return {
    training,
    agency,
    footer,
    number: `${serialOf(row)}/${symbol}`,
    issuedOn: dateAt(Date.parse(issued)),
    signer: signerOf(desk, row, signed),
  }
}

/** Acts by which the ward decides a case. */
const decisions: readonly string[] = ['approve', 'submit', 'refuse']
/** Where nobody who signs has had a hand in the case, the name is written. */
const unsigned = '…………………………'

/**
 * Who signs, under the capacity and title of the pack: the ward official who did one of these acts. What only a clerk
 * did bears no clerk's name under the chairman's title.
 */
export function signerOf(desk: Desk, row: CaseRow, acts = decisions) {
  const { capacity, title } = packFor(desk, row).signing
  return { capacity: [...capacity], title, name: lastHand(desk, row, acts, 'ward-official') ?? unsigned }
}

/** The further fields of the pack's form that a sheet prints, as it labels them; answers nobody gave are left out. */
export function furtherOf(
  desk: Desk,
  row: CaseRow,
  sheet: PackField['shownOn'][number],
): { label: string; value: string }[] {
  const { details } = contentOf(row)
  return procedureOfCase(desk, row).fields.flatMap((field) => {
    if (isOwnField(field.id) || field.kind === 'rows' || !field.shownOn.includes(sheet)) return []
    const value = answerText(field, answerOf(details, field.id))
    return value ? [{ label: field.label, value }] : []
  })
}

/** A moment as sheets write it. */
export function momentOf(wall: string) {
  const instant = Date.parse(wall)
  return { date: dateAt(instant), minute: minuteAt(instant) }
}

/** The running number inside a dossier number, for the slips that belong to it. */
export function serialOf(row: CaseRow): string {
  const digits = /(\d{4,5})(?:-[0-9A-Z])?$/.exec(row.number)?.[1] ?? '0'
  return String(Number(digits)).padStart(2, '0')
}

/** The name of whoever did one of these acts last; the ward's when nobody has. */
export function handOf(desk: Desk, row: CaseRow, acts: readonly string[]): string {
  return lastHand(desk, row, acts) ?? desk.facts().wardName
}

function lastHand(desk: Desk, row: CaseRow, acts: readonly string[], role?: Role): string | null {
  const done = sql
    .selectFrom('case_history')
    .select('user')
    .where('case_id', '=', row.id)
    .where('act', 'in', acts)
    .orderBy('place', 'desc')
    .limit(1)
  const entry = desk.store.first(role === undefined ? done : done.where('role', '=', role))
  return entry ? staffName(desk.store, entry.user) : null
}

/** One act of a case as the journal has it: when, by whom, what it said. */
export type Told = {
  readonly at: string
  readonly act: string
  readonly user: string
  readonly role: Role | 'system'
  readonly note: string | null
  readonly body: Readonly<Record<string, unknown>>
}

const linesOf = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .innerJoin('known_line as told', (join) =>
      join.onRef('told.stream', '=', 'case_history.stream').onRef('told.seq', '=', 'case_history.seq'),
    )
    .select(['case_history.at as at', 'act', 'user', 'role', 'note', 'told.line as line'])
    .where('case_id', '=', caseId)
    .where('told.subject', '=', caseId)
    .orderBy('case_history.place'),
)

/** Every act of a case, oldest first. */
export function toldOf(desk: Desk, row: CaseRow): Told[] {
  return desk.store.all(linesOf({ caseId: row.id })).map(({ line, role, ...told }) => ({
    ...told,
    // Written by the projection from a validated event.
    role: role as Told['role'],
    body: readLine(line)?.body ?? {},
  }))
}
