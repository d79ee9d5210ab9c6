import { createHmac } from 'node:crypto'
import { cityLineSchema } from '../../contract/sync/city-lines.ts'
import { madeId } from '../../contract/sync/made-id.ts'
import type { DecisionRequest } from '../../contract/sync/operator.ts'
import { readLine } from '../../office/journal/line.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import { appendCityLine, wallOf } from '../own-lines.ts'
import type { CityCaseRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'
import { mostLines } from './read-case.ts'

/** The line that tells the ward, by its hash, and when it was decided. */
export type Decided = { readonly line: string; readonly decidedAt: string }

/**
 * Decides a case that is waiting and tells its ward by a line in its feed, in one transaction: exactly once, whoever
 * presses how often. The same decision by the same operator again gets the same answer; another one is refused
 * `already-decided`. Refuses `not-found`, and `case-left` when the ward has taken it back.
 */
export async function decide(
  desk: Desk,
  ward: string,
  asked: DecisionRequest,
  operator: string,
): Promise<Decided> {
  const decided = await desk.store.write(async (rows) => {
    const row = await rows.cityCase(ward, asked.submission)
    if (!row) throw new OperatorRefused('not-found')
    if (row.state === 'decided') return repeated(row, asked, operator)
    if (row.state === 'left') throw new OperatorRefused('case-left')
    const decidedAt = wallOf(desk)
    const { decision, reference, reasonCode, note } = asked
    const line = await appendCityLine(desk, rows, {
      ward,
      subject: row.subject,
      id: decisionId(desk, asked.submission),
      lc: Math.min(row.lc + 1, Number.MAX_SAFE_INTEGER),
      user: operator,
      type: 'city.decided',
      body: { decision, reference, reasonCode, note, decidedAt },
    })
    const outcome = { decision, reference, decidedBy: operator, decidedAt, line }
    await rows.saveCityCase({ ...row, ...outcome, state: 'decided' })
    const detail = { ward, case: row.subject, decision, reference, reasonCode }
    await writeAudit(rows, serverTime(desk), operator, 'case.decided', detail)
    return { line, decidedAt }
  })
  desk.bell.ring(ward)
  return decided
}

/**
 * Tells decisions again that their wards have not carried out: the key that signed them counts no more. Same words, a
 * new line. Resolves to the wards.
 */
export async function retellDecisions(desk: Desk, rows: Rows): Promise<string[]> {
  const told: string[] = []
  for (const row of await rows.cityCases('decided', Number.MAX_SAFE_INTEGER)) {
    const { ward, subject, submission } = row
    const [known] = await rows.subjects(ward, [subject])
    const before = known?.state === 'submitted' ? await decisionLine(rows, row) : null
    if (!before) continue
    const { proof: _proof, ...body } = before.body
    const line = await appendCityLine(desk, rows, {
      ward,
      subject,
      id: decisionId(desk, `${submission} ${desk.keys.list.kid}`),
      lc: before.lc,
      user: before.actor.user,
      type: 'city.decided',
      body,
    })
    await rows.saveCityCase({ ...row, line })
    told.push(ward)
  }
  return told
}

async function decisionLine(rows: Rows, { ward, subject, line: hash }: CityCaseRow) {
  const lines = await rows.linesOfSubject(ward, subject, mostLines)
  const found = lines.find((line) => line.hash === hash)
  const read = found && cityLineSchema.safeParse(readLine(found.line)).data
  return read?.type === 'city.decided' ? read : null
}

function repeated(row: CityCaseRow, asked: DecisionRequest, operator: string): Decided {
  const isSame =
    row.decision === asked.decision && row.reference === asked.reference && row.decidedBy === operator
  if (!isSame || row.line === null || row.decidedAt === null) throw new OperatorRefused('already-decided')
  return { line: row.line, decidedAt: row.decidedAt }
}

/**
 * The id of the line that answers a submission: a UUID (version 8, RFC 9562) made of the submission's own, so that the
 * store itself refuses a second answer. Made with a secret of the city, because a PC that knew it could take it first.
 */
function decisionId(desk: Desk, submission: string): string {
  const mac = createHmac('sha256', desk.keys.nonceSecret).update(`psp1 city decision\n${submission}`).digest()
  return madeId(mac)
}
