import { createHash } from 'node:crypto'
import type { Case } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { mayPrint } from '../../token/token.ts'
import { type Acting, type ActAsked, actOnCase, assertMayAct, isWritten } from '../cases/act.ts'
import { assertConfirmed } from '../cases/confirmation.ts'
import { type CaseRow, caseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { readCase } from '../cases/view.ts'
import { daysOfCard } from '../households/card-days.ts'
import { assertRecognised, prepareNext, takeOver } from '../keys/issuing-key.ts'
import { type SealingKey, signedWith } from '../keys/sealing-key.ts'
import { type OpenCertificate, openCertificate } from '../seal-settings/open-certificate.ts'
import { sealSetting } from '../seal-settings/setting.ts'
import { openSealingKey } from '../staff/pins.ts'
import { inTurn } from './in-turn.ts'
import { paperOf, type PaperWords, type Serial, signPaper } from './paper.ts'
import { assertWithinQuota } from './quota.ts'
import { type DrawnSerial, nextSerial, spendSerial } from './serial.ts'
import { keepSigned, type SignedSheet, signSheet } from './signed-sheet.ts'

/** A paper that is made but not sealed: its place, its code, what the journal will say of it, and its signed file. */
export type MadePaper = {
  readonly serial: DrawnSerial
  /** What the events of a new paper say of it. */
  readonly body: {
    permitNumber: string
    kid: string
    series: number
    index: number
    firstDay: string
    lastDay: string
    tokenSha256: string
    seal: 'wet' | 'electronic'
  }
  readonly personal: { token: string }
  /** The row as it will be. */
  readonly sealed: CaseRow
  readonly signed: SignedSheet | null
}

export type SealAsked = {
  readonly caseId: string
  readonly actId: string
  readonly version: number
  readonly pin: string
  /** Why more is sealed than one session should; null before anybody was asked. */
  readonly overQuota: string | null
}

/**
 * Ward police seal a permit with their own key. Throws `wrong-pin`, `locked-out`, `no-pin`, `four-eyes`, `case-moved`,
 * `over-quota`, `token-too-long`, `clock-doubtful`, `schedule-outside-rules` when the last day has passed, and what
 * `assertRecognised` and `assertConfirmed` throw; where the office seals electronically `seal-not-set-up` while its
 * certificate is not open in this session, `certificate-unusable` and the refusals of a key token.
 */
export function seal(desk: Desk, session: LiveSession, ask: SealAsked): Promise<Case> {
  return makeAndWrite(desk, session, ask, 'seal', (writing, row, { actor, lastStep }, paper) =>
    writing.append({
      type: 'permit.sealed',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { ...paper.body, overQuota: ask.overQuota, ...lastStep },
      personal: paper.personal,
    }),
  )
}

type Write = (writing: Writing, row: CaseRow, acting: Acting, paper: MadePaper) => void

/**
 * Makes a new paper for a case and writes it down. The signatures come first, the line of the journal last and with it
 * the signed file and the spent serial, all or none: when the power goes in between, there is a signature that nobody
 * has ever seen, and the serial is free. The event first would leave a sealed case without its signed paper.
 */
export async function makeAndWrite(
  desk: Desk,
  session: LiveSession,
  ask: SealAsked,
  act: 'seal' | 'replace',
  write: Write,
): Promise<Case> {
  if (isWritten(desk.store, ask.actId, ask.caseId)) return readCase(desk, session, ask.caseId)
  // Before the PIN is even looked at: no tries are spent on an act that is not allowed.
  assertWithinQuota(desk.store, session.id, ask.overQuota)
  const row = caseRow(desk.store, ask.caseId)
  assertMayAct(desk, desk.store, session, row, act, ask.version)
  assertConfirmed(desk, row)
  const certificate = await certificateFor(desk, session, row)
  const key = await openSealingKey(desk, session.user, ask.pin)
  try {
    assertClock(desk)
    // While the PIN is at hand, and first: a key that has ended seals nothing, and needs one that follows it.
    await prepareNext(desk, session.user, ask.pin)
    assertRecognised(desk, key)
    return await withKey(desk, session, ask, act, { key, certificate, write })
  } finally {
    key.close()
  }
}

type With = { readonly key: SealingKey; readonly certificate: OpenCertificate | null; readonly write: Write }

async function withKey(
  desk: Desk,
  session: LiveSession,
  ask: SealAsked,
  act: 'seal' | 'replace',
  { key, certificate, write }: With,
): Promise<Case> {
  // One paper after the other: the next serial is known before it is spent.
  return inTurn(desk, async () => {
    if (isWritten(desk.store, ask.actId, ask.caseId)) return readCase(desk, session, ask.caseId)
    const before = caseRow(desk.store, ask.caseId)
    assertMayAct(desk, desk.store, session, before, act, ask.version)
    const paper = await makePaper(desk, before, key, certificate, act === 'replace')
    return actOnCase(desk, session, askedOf(ask, act), (writing, now, acting) => {
      assertWithinQuota(writing, session.id, ask.overQuota)
      spendSerial(writing, key.kid, assertStillNext(writing, desk, now, key.kid, paper.serial))
      takeOver(writing, key.kid, desk.ports.clock.now())
      write(writing, now, acting, paper)
      if (paper.signed) keepSigned(writing, paper.sealed, paper.signed)
    })
  })
}

function askedOf({ caseId, actId, version }: SealAsked, act: 'seal' | 'replace'): ActAsked {
  return { caseId, actId, version, act }
}

/**
 * The certificate that signs the paper of a case; null where it is stamped by hand. Throws `seal-not-set-up`.
 * Market cards are stamped by hand always: nobody reads a signature on cardboard.
 */
export async function certificateFor(
  desk: Desk,
  session: LiveSession,
  row: CaseRow,
): Promise<OpenCertificate | null> {
  if (sealSetting(desk.store).mode === 'wet' || procedureOfCase(desk, row).record === 'market-card')
    return null
  const open = await openCertificate(desk, session)
  if (!open)
    throw new Refusal('seal-not-set-up', { detail: 'chứng thư số chưa được mở khóa trong phiên này' })
  return open
}

/** The quarter may have ended while the paper was being signed. Throws `case-moved`. */
export function assertStillNext(
  writing: Writing,
  desk: Desk,
  row: CaseRow,
  kid: string,
  made: DrawnSerial,
): DrawnSerial {
  const { series, index, permitNumber } = nextSerial(writing, desk, row, kid)
  const isSame = series === made.series && index === made.index && permitNumber === made.permitNumber
  if (!isSame) throw new Refusal('case-moved', { state: row.state, who: '-' })
  return made
}

/**
 * Makes the next paper of a key, signed; nothing is written. `ahead`: how many were made before it and are not yet
 * written. Throws what `sign` and `signSheet` throw.
 */
export async function makePaper(
  desk: Desk,
  row: CaseRow,
  key: SealingKey,
  certificate: OpenCertificate | null,
  replaces: boolean,
  ahead = 0,
): Promise<MadePaper> {
  const serial = nextSerial(desk.store, desk, row, key.kid, ahead)
  const token = await sign(desk, row, serial, key)
  const { schedule } = wordsOf(desk, row)
  const { permitNumber, series, index } = serial
  const tokenSha256 = createHash('sha256').update(token).digest('base64url')
  const sealed: CaseRow = {
    ...row,
    permit_number: permitNumber,
    token: Buffer.from(token),
    token_sha256: tokenSha256,
    sealed_at: vietnamTime(desk.ports.clock.now()),
    kid: key.kid,
    series,
    paper_index: index,
    seal: certificate ? 'electronic' : 'wet',
    stamped_at: null,
    withdrawn: null,
  }
  const supersedes = replaces ? row.permit_number : null
  return {
    serial,
    body: {
      permitNumber,
      kid: key.kid,
      series,
      index,
      tokenSha256,
      firstDay: schedule.firstDay,
      lastDay: schedule.lastDay,
      seal: certificate ? 'electronic' : 'wet',
    },
    personal: { token: Buffer.from(token).toString('base64url') },
    sealed,
    signed: certificate ? await signSheet(desk, sealed, certificate, supersedes) : null,
  }
}

async function sign(desk: Desk, row: CaseRow, serial: Serial, key: SealingKey): Promise<Uint8Array> {
  const now = desk.ports.clock.now()
  const words = wordsOf(desk, row)
  const issued = await signedWith(key, (signer) =>
    signPaper(paperOf(words, serial), now, signer, words.pack.tokenForm),
  )
  const { answer, reason } = desk.tokens.judge(issued.text)
  if (answer === 'unknown-issuer' && reason === 'scope') throw new Refusal('sealing-key-outside-scope')
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
    days: daysOfCard(desk.store, row.id),
  }
}

/**
 * Judges the clock as a checkpoint would: at a wrong time a paper would only seem to be by a key out of its period.
 * Throws `clock-doubtful`, and `clock-unconfirmed` after a leap nobody has confirmed: its days would be wrong for good.
 */
export function assertClock(desk: Desk): void {
  if (desk.tokens.isClockDoubtful())
    throw new Refusal('clock-doubtful', { clock: vietnamTime(desk.ports.clock.now()) })
  desk.sureTime.assertSure()
}
