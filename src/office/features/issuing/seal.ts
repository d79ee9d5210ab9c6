import { createHash } from 'node:crypto'
import { dateAt, dayNumber } from '../../../domain/calendar.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Reader, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { mayPrint } from '../../token/token.ts'
import type { SigningKey } from '../../token/types.ts'
import { actOnCase, assertMayAct, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { readCase } from '../cases/view.ts'
import { openSealingKey } from '../staff/pins.ts'
import { paperOf, type PaperWords, type Serial, signPaper, spellPermitNumber } from './paper.ts'

/**
 * Ward police seal a permit with their own key: opens it with the PIN, draws the serial, signs the QR and judges the
 * own result, all in one command. Throws `wrong-pin`, `locked-out`, `no-pin`, `no-sealing-key`, `four-eyes`,
 * `case-moved`, `token-too-long`, `clock-doubtful`, and `schedule-outside-rules` when the last day has passed.
 */
export async function seal(
  desk: Desk,
  session: LiveSession,
  ask: { readonly caseId: string; readonly actId: string; readonly version: number; readonly pin: string },
): Promise<Case> {
  if (isWritten(desk.store, ask.actId, ask.caseId)) return readCase(desk, session, ask.caseId)
  // Before the PIN is even looked at: no tries are spent on an act that is not allowed.
  assertMayAct(desk, desk.store, session, caseRow(desk.store, ask.caseId), 'seal', ask.version)
  const key = await openSealingKey(desk, session.user, ask.pin)
  assertRecognised(desk, key)
  return actOnCase(desk, session, { ...ask, act: 'seal' }, (writing, row, { actor, lastStep }) => {
    const { series, index } = drawIndex(writing, key)
    const permitNumber = nextPermitNumber(writing, desk, row)
    const token = sign(desk, row, { permitNumber, series, index }, key)
    const { schedule } = wordsOf(desk, row)
    writing.append({
      type: 'permit.sealed',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: {
        permitNumber,
        kid: key.kid,
        series,
        index,
        firstDay: schedule.firstDay,
        lastDay: schedule.lastDay,
        tokenSha256: createHash('sha256').update(token).digest('base64url'),
        seal: 'wet',
        overQuota: null,
        ...lastStep,
      },
      personal: { token: Buffer.from(token).toString('base64url') },
    })
  })
}

/** The city must know the key, or no checkpoint would take the permit. */
function assertRecognised(desk: Desk, key: SigningKey): void {
  const { trust } = desk.tokens.lists()
  if (!trust?.byKid.has(key.kid)) throw new Refusal('no-sealing-key')
}

/** Draws the next index of the person's key; the transaction that seals also spends it. */
function drawIndex(tx: Transactor, key: SigningKey): { series: number; index: number } {
  const row = tx.first(
    sql.selectFrom('issuing_key').select(['series', 'next_index as index']).where('kid', '=', key.kid),
  )
  if (!row) throw new Refusal('no-pin')
  tx.run(
    sql
      .updateTable('issuing_key')
      .set({ next_index: row.index + 1 })
      .where('kid', '=', key.kid),
  )
  return row
}

function nextPermitNumber(reader: Reader, desk: Desk, row: CaseRow): string {
  const { letters } = desk.facts()
  // The number says no year, so it never begins again.
  const last = reader.first(sql.selectFrom('counter').select('last').where('name', '=', `permit-${letters}`))
  return spellPermitNumber(packFor(desk, row), `${letters}${String((last?.last ?? 0) + 1).padStart(4, '0')}`)
}

function sign(desk: Desk, row: CaseRow, serial: Serial, key: SigningKey): Uint8Array {
  const now = desk.ports.clock.now()
  const words = wordsOf(desk, row)
  assertClock(desk, words, serial, key)
  const issued = signPaper(paperOf(words, serial), now, key, words.pack.tokenForm)
  const { answer, reason } = desk.tokens.judge(issued.text)
  if (answer === 'unknown-issuer' || answer === 'revoked') throw new Refusal('no-sealing-key')
  if (answer === 'expired')
    throw new Refusal('schedule-outside-rules', { days: packFor(desk, row).validity.maxDays })
  if (!mayPrint(answer, words.training)) throw new Error(`the own seal was judged ${answer} ${reason ?? ''}`)
  return issued.bytes
}

/** What the paper of a case says. Throws `step-not-here` for a record that gives nobody a way to go. */
function wordsOf(desk: Desk, row: CaseRow): PaperWords {
  const { schedule, ...content } = contentOf(row)
  if (!schedule) throw new Refusal('step-not-here')
  return {
    ...content,
    schedule,
    category: row.category,
    // Written by the projection from validated events.
    places: JSON.parse(row.places) as string[],
    pack: packFor(desk, row),
    procedure: procedureOfCase(desk, row),
    training: desk.facts().training,
  }
}

/**
 * Judges the clock as a checkpoint would, on a paper that seems signed when the newest trust list was and is thrown
 * away: at a wrong time the real one would only seem to be by a key out of its period. Throws `clock-doubtful`.
 */
function assertClock(desk: Desk, words: PaperWords, serial: Serial, key: SigningKey): void {
  const { trust } = desk.tokens.lists()
  if (!trust) throw new Refusal('no-sealing-key')
  const then = trust.issuedAt * 1000
  const day = dayNumber(dateAt(then))
  const probe = { ...paperOf(words, serial), firstDay: day, lastDay: day }
  const { answer } = desk.tokens.judge(signPaper(probe, then, key, 'base45').text)
  if (answer === 'clock-doubtful')
    throw new Refusal('clock-doubtful', { clock: vietnamTime(desk.ports.clock.now()) })
}
