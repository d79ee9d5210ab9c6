import type { Desk } from '../../desk.ts'
import type { ApologySheet } from '../../sheets/apology/data.ts'
import type { CompletionRequestSheet } from '../../sheets/completion-request/data.ts'
import type { ReceiptSheet } from '../../sheets/receipt/data.ts'
import type { RefusalSheet } from '../../sheets/refusal/data.ts'
import type { StopNoticeSheet } from '../../sheets/stop-notice/data.ts'
import type { TransferSlipSheet } from '../../sheets/transfer-slip/data.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { shippedUnits } from '../addresses/unit-pack.ts'
import { type CaseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { commonOf, contactOf, furtherOf, handOf, letterOf, momentOf, serialOf, toldOf } from './common.ts'

/** Form 01: received, and when the result is due. */
export function receiptData(desk: Desk, row: CaseRow): ReceiptSheet {
  const pack = packFor(desk, row)
  const { details } = contentOf(row)
  return {
    ...commonOf(desk, row),
    dossierNumber: row.number,
    more: furtherOf(desk, row, 'receipt'),
    ...(details.organisation ? { organisation: details.organisation } : {}),
    components: procedureOfCase(desk, row).components,
    sets: 1,
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    collectAt: contactOf(desk, row),
    fee: pack.receipt.fee,
    receivedBy: handOf(desk, row, ['register']),
  }
}

/** Form 02: what is missing. */
export function completionData(desk: Desk, row: CaseRow): CompletionRequestSheet {
  return {
    ...commonOf(desk, row),
    number: `${serialOf(row)}/PBS-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    items: [row.reason ?? ''],
    reason: 'Hồ sơ chưa đủ căn cứ để giải quyết.',
    contact: contactOf(desk, row),
    handledBy: handOf(desk, row, ['register']),
  }
}

/** Form 03: why not, and what the applicant can do. */
export function refusalData(desk: Desk, row: CaseRow): RefusalSheet {
  const byCity = row.city_reference ? [`Theo văn bản số ${row.city_reference} của thành phố.`] : []
  return {
    ...commonOf(desk, row),
    number: `${serialOf(row)}/PTC-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    reasons: [row.reason ?? 'Không đủ điều kiện theo quy định hiện hành.', ...byCity],
    nextSteps: [
      'Bổ sung căn cứ về sự cần thiết đi lại và nộp lại hồ sơ tại quầy này.',
      'Khiếu nại tới Chủ tịch Ủy ban nhân dân phường nếu không đồng ý với lý do trên.',
    ],
    contact: contactOf(desk, row),
    handledBy: handOf(desk, row, ['register']),
  }
}

/** Form 04: every time promised so far with why it was not kept, and the new one. */
export function apologyData(desk: Desk, row: CaseRow): ApologySheet {
  const extensions = toldOf(desk, row).filter(({ act }) => act === 'extend')
  const last = extensions.at(-1)
  const reasons = packFor(desk, row).extensionReasons
  const reasonOf = ({ body, note }: (typeof extensions)[number]) => {
    const label = reasons.find(({ code }) => code === body['reasonCode'])?.label
    return [label, note].filter(Boolean).join('. ')
  }
  return {
    ...letterOf(desk, row, 'XL-UBND', last?.at ?? row.since, ['extend']),
    ...pick(commonOf(desk, row)),
    dossierNumber: row.number,
    receivedAt: momentOf(row.registered_at),
    promises: extensions.map((one) => ({
      dueAt: momentOf(textOf(one.body['before'])),
      ...(one === last ? {} : { reason: reasonOf(one) }),
    })),
    reason: last ? reasonOf(last) : '',
    unit: commonOf(desk, row).agency.name,
    newDueAt: momentOf(last ? textOf(last.body['dueAt']) : row.due_at),
    collectAt: contactOf(desk, row),
    contact: contactOf(desk, row),
  }
}

/** Form 05: ended without a decision, and what becomes of the papers. */
export function stopData(desk: Desk, row: CaseRow): StopNoticeSheet {
  const pack = packFor(desk, row)
  const stopped = toldOf(desk, row).findLast(({ act }) => act === 'stop')
  const code = stopped?.body['reasonCode']
  const label = pack.stopReasons.find((reason) => reason.code === code)?.label
  return {
    ...letterOf(desk, row, 'TBD-UBND', stopped?.at ?? row.since, ['stop']),
    ...pick(commonOf(desk, row)),
    counter: pack.receipt.counter,
    dossierNumber: row.number,
    receivedAt: momentOf(row.registered_at),
    stoppedAt: momentOf(stopped?.at ?? row.since),
    cause: code === 'withdrawn-by-applicant' ? 'applicant' : 'office',
    reasons: [...new Set([label, row.reason])].flatMap((reason) => reason || []),
    returned: procedureOfCase(desk, row).components.map(
      ({ name, quantity }) => `${String(quantity).padStart(2, '0')} ${name}`,
    ),
    nextSteps: ['Nộp hồ sơ mới tại quầy này khi có đủ điều kiện.'],
    contact: contactOf(desk, row),
  }
}

/** The dossier goes on to another ward, which confirms on the lower part. */
export function transferData(desk: Desk, row: CaseRow): TransferSlipSheet {
  const pack = packFor(desk, row)
  const transferred = toldOf(desk, row).findLast(({ act }) => act === 'transfer')
  const label = pack.transferReasons.find(({ code }) => code === transferred?.body['reasonCode'])?.label
  return {
    ...letterOf(desk, row, 'PCHS-UBND', transferred?.at ?? row.since, ['transfer']),
    ...pick(commonOf(desk, row)),
    counter: pack.receipt.counter,
    dossierNumber: row.number,
    to: nameOfWard(textOf(transferred?.body['ward'])),
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    reason: [label, row.reason].filter(Boolean).join('. '),
    components: procedureOfCase(desk, row).components,
    handedOverBy: handOf(desk, row, ['transfer']),
    contact: contactOf(desk, row),
  }
}

/** A text of an event's body, which its schema says is one. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A ward as a letter addresses it; its code where the shipped data do not know it. */
function nameOfWard(code: string): string {
  const name = shippedUnits().nameOf(code)
  return name ? `Ủy ban nhân dân ${name}` : `Ủy ban nhân dân phường, xã có mã ${code}`
}

function pick({ applicant, matter }: ReturnType<typeof commonOf>) {
  return { applicant, matter }
}
