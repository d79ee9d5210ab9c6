import { type CivilDate, dateAt, instantOf } from '../../../domain/calendar.ts'
import type { EventBody } from '../../../contract/events.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { dropBallast } from '../../database/open.ts'
import { sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { isOnlyCopyMissing } from '../../journal/finishing.ts'
import { refusingFullDisk } from '../../journal/full-disk.ts'
import { systemActor, type Actor, type Writing } from '../../journal/journal.ts'
import { readLine } from '../../journal/line.ts'
import { vietnamTime } from '../../journal/time.ts'
import {
  assertPack,
  headIn,
  judgePack,
  openPackFile,
  packHash,
  type PackHead,
  type PackSource,
  textOfFile,
} from './judge.ts'
import { keepPackFile } from './pack-files.ts'
import { putText, tellMissing } from './restore.ts'

type PackRow = Tables['rule_pack']

/** A pack that is here: by the hash of its text. */
export type ReceivedPack = {
  readonly sha256: string
  readonly pack: string
  readonly version: number
  readonly state: PackRow['state']
}

/** What else is known of a pack that comes. */
export type Arrival = {
  /** The act by which an administrator made it here: making it is the first yes. */
  readonly madeBy?: string
  /** The day on which the city published it, from which its first day is judged. */
  readonly publishedOn?: CivilDate
  /** It came late, and rules that begin after it are in force: it waits for an administrator. */
  readonly isOvertaken?: boolean
}

/**
 * Takes a pack as it came: an envelope signed by the city, or bare text. One the city has signed is ready, and from the
 * feed it comes into force by itself on its day; any other needs two administrators, except in a training office, which
 * takes what the program ships as signed. Taking it twice changes nothing, unless it now has the signature it lacked, or
 * its text was lost. Throws `pack-refused` with line and reason, `pack-other-text` where its name is another text's; a
 * pack of a later format is kept and told as `too-new`. The pack in force stays as it is.
 */
export function receivePack(
  desk: Desk,
  actor: Actor,
  file: Uint8Array,
  source: PackSource,
  { madeBy, publishedOn, isOvertaken = false }: Arrival = {},
): ReceivedPack {
  const sha256 = packHash(textOfFile(file))
  const known = desk.store.first(sql.selectFrom('rule_pack').selectAll().where('sha256', '=', sha256))
  if (known) return takeAgain(desk, known, file, { source, isOvertaken })
  const { text, isSigned } = openPackFile(desk, file, source)
  const { head, isTooNew } = assertPack(desk, text, source, {
    publishedOn: publishedOn ?? null,
    isTaken: isNameTaken(desk, text, sha256),
  })
  keepFile(desk, text)
  const body = { pack: head.id, packVersion: head.version, sha256 }
  const event = { subject: 'office', baseVer: 0, actor, personal: null }
  const { effectiveFrom } = head
  writeSettled(desk, (writing) => {
    displace(writing, body)
    writing.append({
      ...event,
      ...(madeBy === undefined ? {} : { id: madeBy }),
      type: 'pack.received',
      body: { ...body, source, effectiveFrom, signed: isSigned },
    })
    putText(writing, sha256, text)
    if (madeBy !== undefined) writing.append({ ...event, type: 'pack.approved', body })
    const begins = source === 'city' && !isTooNew && !isOvertaken && !wasActivated(desk, sha256)
    if (begins) activateOnItsDay(desk, writing, head, sha256)
  })
  return { sha256, pack: head.id, version: head.version, state: rowOf(desk, sha256).state }
}

/** The text has no second copy in the journal: its file is on the disk before any line names it. */
function keepFile(desk: Desk, text: string): void {
  refusingFullDisk(
    () => dropBallast(desk.ports.dataDir),
    () => keepPackFile(desk.ports.dataDir, text),
  )
}

/** Writes, and makes the office follow what is written, also while the second copy of the lines is missing. */
function writeSettled(desk: Desk, work: (writing: Writing) => void): void {
  try {
    desk.journal.command(work)
  } catch (error) {
    if (isOnlyCopyMissing(error)) settle(desk)
    throw error
  }
  settle(desk)
}

function settle(desk: Desk): void {
  desk.store.settle()
  desk.policies.reload()
  tellMissing(desk)
  desk.rules.look()
  desk.notify('policies')
}

/**
 * A text that is here already, or was: one that is lost is put back as it was, whoever brings it, because the journal
 * names it by its hash. With the city's signature now, or from its feed, it needs nobody's yes any more. One that was
 * ever activated stays as administrators have left it since.
 */
function takeAgain(
  desk: Desk,
  known: PackRow,
  file: Uint8Array,
  { source, isOvertaken }: { readonly source: PackSource; readonly isOvertaken: boolean },
): ReceivedPack {
  const { sha256, pack, pack_version: version } = known
  if (known.bytes.length === 0) putBack(desk, sha256, textOfFile(file))
  const { state } = rowOf(desk, sha256)
  const head = desk.policies.packOf(pack, version)
  const begins = source === 'city' && !isOvertaken && head !== undefined && !wasActivated(desk, sha256)
  if (begins || state === 'needs-approval') {
    const { isSigned } = openPackFile(desk, file, source)
    if (isSigned && head) sign(desk, { sha256, source, head, begins })
  }
  return { sha256, pack, version, state: rowOf(desk, sha256).state }
}

type Signed = {
  readonly sha256: string
  readonly source: PackSource
  readonly head: RulePack
  readonly begins: boolean
}

function sign(desk: Desk, { sha256, source, head, begins }: Signed): void {
  const { id: pack, version: packVersion, effectiveFrom } = head
  writeSettled(desk, (writing) => {
    writing.append({
      type: 'pack.received',
      subject: 'office',
      baseVer: 0,
      actor: systemActor,
      body: { pack, packVersion, sha256, source, effectiveFrom, signed: true },
      personal: null,
    })
    if (begins) activateOnItsDay(desk, writing, head, sha256)
  })
}

function putBack(desk: Desk, sha256: string, text: string): void {
  keepFile(desk, text)
  desk.store.transact((tx) => putText(tx, sha256, text))
  settle(desk)
}

function rowOf({ store }: Desk, sha256: string): Pick<PackRow, 'state'> {
  const row = store.first(sql.selectFrom('rule_pack').select('state').where('sha256', '=', sha256))
  if (!row) throw new Error('a known pack is gone')
  return row
}

function wasActivated(desk: Desk, sha256: string): boolean {
  return desk.policies.activations().some((one) => one.sha256 === sha256)
}

/**
 * Whether the name of a text is that of another one, which is here or was. Only the text that an activation names by
 * its hash has the name for itself, whatever stands in its place.
 */
function isNameTaken(desk: Desk, text: string, sha256: string): boolean {
  const head = headIn(text)
  if (!head || wasActivated(desk, sha256)) return false
  const { id: pack, version } = head
  const row = desk.store.first(
    sql.selectFrom('rule_pack').select('sha256').where('pack', '=', pack).where('pack_version', '=', version),
  )
  return row !== undefined || desk.policies.packOf(pack, version) !== undefined
}

/** Takes away what stands in the place of a text that was activated. */
function displace(writing: Writing, { pack, packVersion }: { pack: string; packVersion: number }): void {
  writing.run(sql.deleteFrom('rule_pack').where('pack', '=', pack).where('pack_version', '=', packVersion))
}

/** What the city has signed comes into force by itself on its day: the decision of the night is there in the morning. */
function activateOnItsDay(
  desk: Desk,
  writing: Writing,
  head: Pick<PackHead, 'id' | 'version' | 'effectiveFrom'>,
  sha256: string,
): void {
  // The linter has checked that it is a day.
  const begins = instantOf(head.effectiveFrom as CivilDate)
  writing.append({
    type: 'pack.activated',
    subject: 'office',
    baseVer: 0,
    actor: systemActor,
    body: {
      pack: head.id,
      packVersion: head.version,
      sha256,
      from: vietnamTime(Math.max(begins, desk.sureTime.sure())),
      rollback: false,
    },
    personal: null,
  })
}

/**
 * Judges the packs anew that an earlier version of the program could not read. Those of the city are ready and come into
 * force on their day; any other needs administrators. One that is refused now stays as it is, and is logged.
 */
export function takeUpTooNew(desk: Desk): void {
  const rows = desk.store.all(sql.selectFrom('rule_pack').selectAll().where('state', '=', 'too-new'))
  for (const row of rows) takeUp(desk, row)
}

function takeUp(desk: Desk, { sha256, bytes, source, received_at }: PackRow): void {
  const verdict = judgePack(desk, bytes.toString('utf8'), source, dateAt(Date.parse(received_at)))
  if (verdict.outcome === 'refused')
    desk.ports.log({ level: 'warn', what: 'kept-pack-refused', line: verdict.line })
  if (verdict.outcome !== 'ok') return
  const state = isSignedByJournal(desk, sha256) ? 'ready' : 'needs-approval'
  writeSettled(desk, (writing) => {
    writing.run(sql.updateTable('rule_pack').set({ state }).where('sha256', '=', sha256))
    if (source === 'city' && !wasActivated(desk, sha256))
      activateOnItsDay(desk, writing, verdict.pack, sha256)
  })
}

/** Whether a pack came with the city's signature, as the lines say that tell of its coming. */
function isSignedByJournal({ store }: Desk, sha256: string): boolean {
  return store
    .all(sql.selectFrom('event').select('line').where('type', '=', 'pack.received'))
    .map(({ line }) => readLine(line)?.body as EventBody<'pack.received'> | undefined)
    .some((body) => body?.sha256 === sha256 && (body.signed ?? body.source === 'city'))
}
