import { createHash } from 'node:crypto'
import { type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Role } from '../../../domain/roles.ts'
import type { PaperContent } from '../../../domain/signed-paper.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Reader, type Transactor } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { issueToken, mayPrint, TokenRefused } from '../../token/token.ts'
import type { SigningKey } from '../../token/types.ts'
import { actOnCase, assertMayAct, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, contentOf, packFor, readCase } from '../cases/read.ts'
import { openSealingKey } from '../staff/pins.ts'

/**
 * Ward police seal a permit with their own key: opens it with the PIN, draws the serial, signs the QR and judges the
 * own result, all in one command. Throws `wrong-pin`, `locked-out`, `no-pin`, `no-sealing-key`, `four-eyes`,
 * `case-moved`, `token-too-long`, `clock-doubtful`.
 */
export async function seal(
  desk: Desk,
  session: LiveSession,
  role: Role,
  ask: { readonly caseId: string; readonly actId: string; readonly version: number; readonly pin: string },
): Promise<Case> {
  if (isWritten(desk.store, ask.actId)) return readCase(desk, session, ask.caseId)
  // Before the PIN is even looked at: no tries are spent on an act that is not allowed.
  assertMayAct(desk.store, session.user, caseRow(desk.store, ask.caseId), 'seal', ask.version)
  const key = await openSealingKey(desk, session.user, ask.pin)
  assertRecognised(desk, key)
  return actOnCase(desk, session, { ...ask, act: 'seal' }, (writing, row) => {
    const { series, index } = drawIndex(writing, key)
    const permitNumber = nextPermitNumber(writing, desk, row)
    const token = sign(desk, row, { permitNumber, series, index }, key)
    const { schedule } = contentOf(row)
    writing.append({
      type: 'permit.sealed',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor: actorOf(session, role),
      body: {
        permitNumber,
        kid: key.kid,
        series,
        index,
        firstDay: schedule.firstDay,
        lastDay: schedule.lastDay,
        tokenSha256: createHash('sha256').update(token).digest('base64url'),
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
  const year = vietnamTime(desk.ports.clock.now()).slice(0, 4)
  const last = reader.first(
    sql.selectFrom('counter').select('last').where('name', '=', `permit-${year}-${letters}`),
  )
  return `${letters}${String((last?.last ?? 0) + 1).padStart(4, '0')}/${packFor(desk, row).permit.numberSuffix}`
}

function sign(
  desk: Desk,
  row: CaseRow,
  serial: { readonly permitNumber: string; readonly series: number; readonly index: number },
  key: SigningKey,
): Uint8Array {
  const now = desk.ports.clock.now()
  const form = packFor(desk, row).permit.tokenForm
  let issued: ReturnType<typeof issueToken>
  try {
    issued = issueToken(paperOf(desk, row, serial), Math.floor(now / 1000), key, form)
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error
    if (error.refusal.reason === 'too-long')
      throw new Refusal('token-too-long', { over: error.refusal.tooManyCharacters })
    throw new Refusal('invalid-input', { fields: error.refusal.field })
  }
  const { answer, reason } = desk.tokens.judge(issued.text)
  if (answer === 'clock-doubtful') throw new Refusal('clock-doubtful', { clock: vietnamTime(now) })
  if (answer === 'unknown-issuer' || answer === 'revoked') throw new Refusal('no-sealing-key')
  if (!mayPrint(answer, desk.facts().training))
    throw new Error(`the own seal was judged ${answer} ${reason ?? ''}`)
  return issued.bytes
}

function paperOf(
  desk: Desk,
  row: CaseRow,
  serial: { readonly permitNumber: string; readonly series: number; readonly index: number },
): PaperContent {
  const { applicant, details, schedule } = contentOf(row)
  const { training } = desk.facts()
  const weekdays = schedule.weekdays.reduce((mask, day) => mask | (1 << day), 0)
  const windows = schedule.windows.flat()
  const last4 = fold(applicant.idNumber)
    .replace(/[^0-9a-z]/g, '')
    .toUpperCase()
    .slice(-4)
  return {
    kind: 'permit',
    number: serial.permitNumber,
    pack: row.pack,
    packVersion: row.pack_version,
    series: serial.series,
    index: serial.index,
    // Validated as civil dates at the contract.
    firstDay: dayNumber(schedule.firstDay as CivilDate),
    lastDay: dayNumber(schedule.lastDay as CivilDate),
    ...(weekdays === 127 ? {} : { weekdays }),
    ...(windows.length === 0 ? {} : { windows }),
    text: details.route,
    name: applicant.fullName,
    last4: last4.padStart(4, '0'),
    category: row.category,
    ...plateOf(details.vehiclePlate),
    ...(details.organisation ? { organisation: details.organisation } : {}),
    ...(training ? { training: true as const } : {}),
  }
}

function plateOf(plate: string | null): { plate?: string } {
  const bare = (plate ?? '').toUpperCase().replace(/[^A-ZĐ0-9]/gu, '')
  return bare.length >= 4 && bare.length <= 12 ? { plate: bare } : {}
}
