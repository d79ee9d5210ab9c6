import type { z } from 'zod'
import type { BulkOutcome, LeftRow, sealBatch as route } from '../../../contract/desk/batches.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { moveBy } from '../../../domain/workflow.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertMayAct, isWritten } from '../cases/act.ts'
import { assertConfirmed } from '../cases/confirmation.ts'
import { caseRow, machineOfCase, wayOf } from '../cases/read.ts'
import { inTurn } from '../issuing/in-turn.ts'
import { assertWithinQuota } from '../issuing/quota.ts'
import { assertClock, assertStillNext, certificateFor, type MadePaper, makePaper } from '../issuing/seal.ts'
import { spendSerial } from '../issuing/serial.ts'
import { keepSigned } from '../issuing/signed-sheet.ts'
import { assertRecognised, prepareNext, takeOver } from '../keys/issuing-key.ts'
import type { SealingKey } from '../keys/sealing-key.ts'
import type { OpenCertificate } from '../seal-settings/open-certificate.ts'
import { openSealingKey } from '../staff/pins.ts'
import { batchHead, type CaseOfBatch, casesOfBatch, eventIdOf, leftBehind } from './read.ts'

type Asked = z.output<typeof route.body>
type Paper = { readonly row: CaseOfBatch; readonly paper: MadePaper }

/**
 * Seals every row of a batch that waits for it with one PIN, each with its own serial and line; all in one transaction.
 * Rows that a rule refuses stay behind. Repeating it with the same `actId` writes nothing. Throws what sealing one paper
 * throws before any is made, `over-quota` when they are more than a session should seal, `batch-nothing-waits`.
 */
export async function sealBatch(
  desk: Desk,
  session: LiveSession,
  batchId: string,
  asked: Asked,
): Promise<BulkOutcome> {
  batchHead(desk.store, batchId)
  const done = writtenBy(desk, batchId, asked.actId)
  if (done > 0) return { done, left: [] }
  const { ready, left } = waiting(desk, session, batchId)
  const [first] = ready
  if (!first) {
    if (left.length > 0) return { done: 0, left }
    throw new Refusal('batch-nothing-waits')
  }
  assertWithinQuota(desk.store, session.id, asked.overQuota, ready.length)
  const certificate = await certificateFor(desk, session, first)
  const key = await openSealingKey(desk, session.user, asked.pin)
  try {
    assertClock(desk)
    await prepareNext(desk, session.user, asked.pin)
    assertRecognised(desk, key)
    // No other paper is made in between, or the serials would not be the next ones.
    const outcome = await inTurn(desk, () => sealAll(desk, session, batchId, asked, { key, certificate }))
    desk.notify('cases')
    return outcome
  } finally {
    key.close()
  }
}

function writtenBy(desk: Desk, batchId: string, actId: string): number {
  const rows = casesOfBatch(desk.store, batchId)
  return rows.filter(({ id }) => isWritten(desk.store, eventIdOf(actId, id), id)).length
}

function waiting(
  desk: Desk,
  session: LiveSession,
  batchId: string,
): { ready: CaseOfBatch[]; left: LeftRow[] } {
  const ready: CaseOfBatch[] = []
  const left: LeftRow[] = []
  for (const row of casesOfBatch(desk.store, batchId)) {
    if (!wayOf(desk, row, 'seal')) continue
    try {
      assertMayAct(desk, desk.store, session, row, 'seal', null)
      assertConfirmed(desk, row)
      ready.push(row)
    } catch (error) {
      left.push(leftBehind(error, row.row, row.id))
    }
  }
  return { ready, left }
}

type With = { readonly key: SealingKey; readonly certificate: OpenCertificate | null }

async function sealAll(
  desk: Desk,
  session: LiveSession,
  batchId: string,
  asked: Asked,
  { key, certificate }: With,
): Promise<BulkOutcome> {
  const done = writtenBy(desk, batchId, asked.actId)
  if (done > 0) return { done, left: [] }
  const { ready, left } = waiting(desk, session, batchId)
  const papers: Paper[] = []
  for (const row of ready) {
    try {
      papers.push({ row, paper: await makePaper(desk, row, key, certificate, false, papers.length) })
    } catch (error) {
      left.push(leftBehind(error, row.row, row.id))
    }
  }
  write(desk, session, asked, key.kid, papers)
  return { done: papers.length, left }
}

/** One transaction: a row that moved while the papers were made undoes all, since the serials after it would be wrong. */
function write(desk: Desk, session: LiveSession, asked: Asked, kid: string, papers: readonly Paper[]): void {
  if (papers.length === 0) return
  desk.journal.command((writing) => {
    assertWithinQuota(writing, session.id, asked.overQuota, papers.length)
    takeOver(writing, kid, desk.ports.clock.now())
    for (const { row, paper } of papers) {
      const now = caseRow(writing, row.id)
      const role = assertMayAct(desk, writing, session, now, 'seal', row.version)
      spendSerial(writing, kid, assertStillNext(writing, desk, now, kid, paper.serial))
      const isLast = moveBy(machineOfCase(desk, now), now.state, 'seal')?.to === 'recorded'
      writing.append({
        type: 'permit.sealed',
        id: eventIdOf(asked.actId, row.id),
        subject: row.id,
        baseVer: row.version,
        actor: { user: session.user, role, session: session.id },
        body: { ...paper.body, overQuota: asked.overQuota, ...(isLast ? { to: 'recorded' as const } : {}) },
        personal: paper.personal,
      })
      if (paper.signed) keepSigned(writing, paper.sealed, paper.signed)
    }
  })
}
