import type { Desk } from '../../desk.ts'
import type { ApologySheet } from '../../sheets/apology/data.ts'
import type { CompletionRequestSheet } from '../../sheets/completion-request/data.ts'
import type { ReceiptSheet } from '../../sheets/receipt/data.ts'
import type { RefusalSheet } from '../../sheets/refusal/data.ts'
import type { StopNoticeSheet } from '../../sheets/stop-notice/data.ts'
import type { TransferSlipSheet } from '../../sheets/transfer-slip/data.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { shippedUnits } from '../addresses/unit-pack.ts'
import { type CaseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import {
  commonOf,
  contactOf,
  furtherOf,
  handOf,
  letterOf,
  momentOf,
  serialOf,
  type Told,
  toldOf,
} from './common.ts'

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
  const pack = packFor(desk, row)
  const returned = lastOf(desk, row, ['return', 'send-back'])
  return {
    ...commonOf(desk, row),
    number: `${serialOf(row)}/PBS-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    items: reasonsOf(pack.returnReasons, returned, row.reason),
    ...(pack.letters ? { reason: pack.letters.completion } : {}),
    contact: contactOf(desk, row),
    handledBy: handOf(desk, row, ['register']),
  }
}

/** Form 03: why not, and what the applicant can do. */
export function refusalData(desk: Desk, row: CaseRow): RefusalSheet {
  const pack = packFor(desk, row)
  const refused = lastOf(desk, row, ['refuse', 'city-refuse'])
  const byCity = row.city_reference ? [`Theo văn bản số ${row.city_reference} của thành phố.`] : []
  return {
    ...commonOf(desk, row),
    number: `${serialOf(row)}/PTC-UBND`,
    issuedOn: dateAt(Date.parse(row.since)),
    dossierNumber: row.number,
    reasons: [...reasonsOf(pack.refusalReasons, refused, row.reason), ...byCity],
    nextSteps: pack.letters?.refusal ?? helpAt(desk, row),
    contact: contactOf(desk, row),
    handledBy: handOf(desk, row, ['register']),
  }
}

/** Form 04: every time promised so far with why it was not kept, and the new one. */
export function apologyData(desk: Desk, row: CaseRow): ApologySheet {
  const extensions = toldOf(desk, row).filter(({ act }) => act === 'extend')
  const last = extensions.at(-1)
  const reasons = packFor(desk, row).extensionReasons
  const reasonOf = (one: Told) => reasonsOf(reasons, one, one.note).join('. ')
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
  const stopped = lastOf(desk, row, ['stop'])
  return {
    ...letterOf(desk, row, 'TBD-UBND', stopped?.at ?? row.since, ['stop']),
    ...pick(commonOf(desk, row)),
    counter: pack.receipt.counter,
    dossierNumber: row.number,
    receivedAt: momentOf(row.registered_at),
    stoppedAt: momentOf(stopped?.at ?? row.since),
    cause: stopped?.body['reasonCode'] === 'withdrawn-by-applicant' ? 'applicant' : 'office',
    reasons: reasonsOf(pack.stopReasons, stopped, row.reason),
    returned: procedureOfCase(desk, row).components.map(
      ({ name, quantity }) => `${String(quantity).padStart(2, '0')} ${name}`,
    ),
    nextSteps: pack.letters?.stop ?? helpAt(desk, row),
    contact: contactOf(desk, row),
  }
}

/** The dossier goes on to another ward, which confirms on the lower part. */
export function transferData(desk: Desk, row: CaseRow): TransferSlipSheet {
  const pack = packFor(desk, row)
  const transferred = lastOf(desk, row, ['transfer'])
  return {
    ...letterOf(desk, row, 'PCHS-UBND', transferred?.at ?? row.since, ['transfer']),
    ...pick(commonOf(desk, row)),
    counter: pack.receipt.counter,
    dossierNumber: row.number,
    to: nameOfWard(textOf(transferred?.body['ward'])),
    receivedAt: momentOf(row.registered_at),
    dueAt: momentOf(row.due_at),
    reason: reasonsOf(pack.transferReasons, transferred, row.reason).join('. '),
    components: procedureOfCase(desk, row).components,
    handedOverBy: handOf(desk, row, ['transfer']),
    contact: contactOf(desk, row),
  }
}

/** What people can always do, where the rules say nothing. */
function helpAt(desk: Desk, row: CaseRow): string[] {
  return [`Đến ${contactOf(desk, row)} để được hướng dẫn.`]
}

/** The newest of these acts of a case. */
function lastOf(desk: Desk, row: CaseRow, acts: readonly string[]): Told | undefined {
  return toldOf(desk, row).findLast(({ act }) => acts.includes(act))
}

/**
 * Why an act was done, each thing once: the reason of the rules and what was said besides. Whoever chose the reason may
 * have said it again in their own words, and a page writes it before them; then the longer one says it all.
 */
function reasonsOf(
  reasons: RulePack['returnReasons'],
  told: Told | undefined,
  said: string | null,
): string[] {
  const label = reasons.find(({ code }) => code === told?.body['reasonCode'])?.label
  const texts = [label, said].flatMap((text) => text || [])
  const bare = (text: string) =>
    ` ${fold(text)
      .replace(/[^a-z0-9]+/gu, ' ')
      .trim()} `
  return texts.filter((text, at) => {
    const other = texts[1 - at]
    if (other === undefined) return true
    return bare(text) === bare(other) ? at === 1 : !bare(other).includes(bare(text))
  })
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
