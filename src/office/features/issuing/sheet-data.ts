import { dateAt, minuteAt, partialDate } from '../../../domain/calendar.ts'
import { companionsOf } from '../../../domain/text/printable.ts'
import type { Applicant } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { CaseSheet, Desk } from '../../desk.ts'
import type { CompletionRequestSheet } from '../../sheets/completion-request/data.ts'
import { completionRequest } from '../../sheets/completion-request/index.ts'
import { permit } from '../../sheets/permit/index.ts'
import { receipt } from '../../sheets/receipt/index.ts'
import { refusal } from '../../sheets/refusal/index.ts'
import type { PermitSheet } from '../../sheets/permit/data.ts'
import type { ReceiptSheet } from '../../sheets/receipt/data.ts'
import type { RefusalSheet } from '../../sheets/refusal/data.ts'
import { spellToken } from '../../token/token.ts'
import { type CaseRow, categoryLabel, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { staffName } from '../staff/read.ts'

/** Every sheet a case can print: its paper, what it needs out of a case, and in which states it makes sense. */
export const caseSheets: readonly CaseSheet[] = [
  { sheet: receipt, data: receiptData, fits: () => true },
  { sheet: completionRequest, data: completionData, fits: ({ state }) => state === 'returned' },
  {
    sheet: refusal,
    data: refusalData,
    fits: ({ state }) => state === 'refused' || state === 'refusal-notified',
  },
  { sheet: permit, data: permitData, fits: ({ token }, { record }) => token !== null && record === 'permit' },
]

const identityLabels: Readonly<Record<Applicant['idKind'], string>> = {
  cccd: 'Căn cước công dân',
  'can-cuoc': 'Căn cước',
  cmnd: 'Chứng minh nhân dân',
  passport: 'Hộ chiếu',
  other: 'Giấy tờ khác',
}

function receiptData(desk: Desk, row: CaseRow): ReceiptSheet {
  const pack = packFor(desk, row)
  const { details } = contentOf(row)
  return {
    ...commonOf(desk, row),
    dossierNumber: row.number,
    ...(details.organisation ? { organisation: details.organisation } : {}),
    components: procedureOfCase(desk, row).components,
    sets: 1,
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    collectAt: `${pack.receipt.counter} ${desk.facts().wardName}`,
    fee: pack.receipt.fee,
    receivedBy: handOf(desk, row, 'register'),
  }
}

function permitData(desk: Desk, row: CaseRow): PermitSheet {
  if (!row.token || !row.permit_number || !row.sealed_at) throw new Refusal('not-found')
  const pack = packFor(desk, row)
  const { applicant, details, schedule } = contentOf(row)
  const birth = partialDate(applicant.birthDate)
  if (!schedule) throw new Refusal('not-found')
  if (!birth) throw new Error('a stored birth date is unreadable')
  const { training, agency, footer } = commonOf(desk, row)
  return {
    training,
    agency,
    footer,
    number: row.permit_number,
    issuedOn: dateAt(Date.parse(row.sealed_at)),
    holder: {
      fullName: applicant.fullName,
      birth,
      idKind: identityLabels[applicant.idKind],
      idNumber: applicant.idNumber,
      residence: applicant.residence,
      ...(applicant.phone ? { phone: applicant.phone } : {}),
    },
    purpose: details.purpose,
    category: categoryLabel(pack, row.category),
    route: details.route ?? '',
    places: [],
    schedule: {
      weekdays: schedule.weekdays,
      windows: schedule.windows.length > 0 ? schedule.windows : [[0, 1440]],
    },
    ...(details.vehiclePlate ? { vehicle: { plate: details.vehiclePlate } } : {}),
    ...(details.organisation ? { organisation: details.organisation } : {}),
    companions: companionsOf(details.companions ?? ''),
    firstDay: schedule.firstDay,
    lastDay: schedule.lastDay,
    signer: { ...pack.signing, name: handOf(desk, row, 'approve') },
    tokenText: spellToken(new Uint8Array(row.token), pack.tokenForm),
    dossierNumber: row.number,
    stampGuide: true,
  }
}

function refusalData(desk: Desk, row: CaseRow): RefusalSheet {
  const { footer, ...common } = commonOf(desk, row)
  return {
    ...common,
    footer,
    number: `${serialOf(row)}/PTC-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    reasons: [row.reason ?? ''],
    nextSteps: [
      'Bổ sung căn cứ về sự cần thiết đi lại và nộp lại hồ sơ tại quầy này.',
      'Khiếu nại tới Chủ tịch Ủy ban nhân dân phường nếu không đồng ý với lý do trên.',
    ],
    contact: `${packFor(desk, row).receipt.counter} ${desk.facts().wardName}`,
    handledBy: handOf(desk, row, 'register'),
  }
}

function completionData(desk: Desk, row: CaseRow): CompletionRequestSheet {
  const common = commonOf(desk, row)
  return {
    ...common,
    number: `${serialOf(row)}/PBS-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    items: [row.reason ?? ''],
    reason: 'Hồ sơ chưa đủ căn cứ để giải quyết.',
    contact: `${packFor(desk, row).receipt.counter} ${desk.facts().wardName}`,
    handledBy: handOf(desk, row, 'register'),
  }
}

function commonOf(desk: Desk, row: CaseRow) {
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
    matter: pack.receipt.matter,
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

function momentOf(wall: string) {
  const instant = Date.parse(wall)
  return { date: dateAt(instant), minute: minuteAt(instant) }
}

/** The running number inside a dossier number, for the slips that belong to it. */
function serialOf(row: CaseRow): string {
  return String(Number(/(\d{5})-[0-9A-Z]$/.exec(row.number)?.[1] ?? '0')).padStart(2, '0')
}

const lastHand = composedOnce(({ caseId, act }: { caseId: string; act: string }) =>
  sql
    .selectFrom('case_history')
    .select('user')
    .where('case_id', '=', caseId)
    .where('act', '=', act)
    .orderBy('seq', 'desc')
    .limit(1),
)

function handOf(desk: Desk, row: CaseRow, act: string): string {
  const entry = desk.store.first(lastHand({ caseId: row.id, act }))
  return entry ? staffName(desk.store, entry.user) : desk.facts().wardName
}
