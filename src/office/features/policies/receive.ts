import { type CivilDate, dateAt, instantOf } from '../../../domain/calendar.ts'
import { sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { systemActor, type Actor, type Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import {
  assertPack,
  judgePack,
  openPackFile,
  packHash,
  type PackHead,
  type PackSource,
  refused,
} from './judge.ts'

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
}

/**
 * Takes a pack as it came: an envelope signed by the city, or bare text. One the city has signed is ready, and from the
 * feed it comes into force by itself on its day; any other needs two administrators, except in a training office, which
 * takes what the program ships as signed. Taking it twice changes nothing, unless it now has the signature it lacked.
 * Throws `pack-refused` with line and reason; a pack of a later format is kept and told as `too-new`. The pack in force
 * stays as it is.
 */
export function receivePack(
  desk: Desk,
  actor: Actor,
  file: Uint8Array,
  source: PackSource,
  { madeBy, publishedOn }: Arrival = {},
): ReceivedPack {
  const { text, isSigned } = openPackFile(desk, file, source)
  const sha256 = packHash(text)
  const known = desk.store.first(sql.selectFrom('rule_pack').selectAll().where('sha256', '=', sha256))
  if (known && known.state !== 'too-new') return takeAgain(desk, known, isSigned, source)
  const { head, isTooNew } = assertPack(desk, text, source, publishedOn ?? null)
  const state: PackRow['state'] = isTooNew ? 'too-new' : isSigned ? 'ready' : 'needs-approval'
  assertPlace(desk, head, sha256)
  const body = { pack: head.id, packVersion: head.version, sha256 }
  const event = { subject: 'office', baseVer: 0, actor, personal: null }
  desk.journal.command((writing) => {
    keep(desk, writing, { text, sha256, head, source, state })
    writing.append({
      ...event,
      ...(madeBy === undefined ? {} : { id: madeBy }),
      type: 'pack.received',
      body: { ...body, source, effectiveFrom: head.effectiveFrom },
    })
    if (madeBy !== undefined) writing.append({ ...event, type: 'pack.approved', body })
    if (source === 'city' && state === 'ready') activateOnItsDay(desk, writing, head, sha256)
  })
  settle(desk)
  return { sha256, pack: head.id, version: head.version, state }
}

/** The text has no second copy in the journal. */
function settle(desk: Desk): void {
  desk.store.settle()
  desk.policies.reload()
  desk.rules.look()
  desk.notify('policies')
}

/** A pack that is here already: with the city's signature now, or from its feed, it needs nobody's yes any more. */
function takeAgain(desk: Desk, known: PackRow, isSigned: boolean, source: PackSource): ReceivedPack {
  const { sha256, pack, pack_version: version } = known
  const isNews = isSigned && known.state === 'needs-approval'
  const isActivated = desk.policies.activations().some((one) => one.sha256 === sha256)
  const head = desk.policies.packOf(pack, version)
  const begins = isSigned && source === 'city' && !isActivated && head !== undefined
  if (isNews || begins) {
    desk.journal.command((writing) => {
      writing.run(sql.updateTable('rule_pack').set({ state: 'ready', source }).where('sha256', '=', sha256))
      if (begins) activateOnItsDay(desk, writing, head, sha256)
    })
    settle(desk)
  }
  return { sha256, pack, version, state: isNews ? 'ready' : known.state }
}

/** Throws `pack-refused` when the number is taken by another text; one that could not be read yet gives way. */
function assertPlace(desk: Desk, { id, version }: PackHead, sha256: string): void {
  const taken = desk.store.first(
    sql
      .selectFrom('rule_pack')
      .select('state')
      .where('pack', '=', id)
      .where('pack_version', '=', version)
      .where('sha256', '<>', sha256),
  )
  if (taken && taken.state !== 'too-new')
    throw refused(1, `bộ “${id}” phiên bản ${version} đã có với nội dung khác`)
}

type Kept = Pick<PackRow, 'sha256' | 'source' | 'state'> & { readonly text: string; readonly head: PackHead }

function keep(desk: Desk, writing: Writing, { text, head, ...row }: Kept): void {
  const name = { pack: head.id, pack_version: head.version }
  writing.run(
    sql.deleteFrom('rule_pack').where('pack', '=', name.pack).where('pack_version', '=', name.pack_version),
  )
  writing.run(
    sql.insertInto('rule_pack').values({
      ...row,
      ...name,
      bytes: Buffer.from(text),
      received_at: vietnamTime(desk.ports.clock.now()),
    }),
  )
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
  for (const { sha256, bytes, source, received_at } of rows)
    takeUp(desk, { sha256, bytes, source, received_at })
}

function takeUp(
  desk: Desk,
  { sha256, bytes, source, received_at }: Pick<PackRow, 'sha256' | 'bytes' | 'source' | 'received_at'>,
): void {
  const verdict = judgePack(desk, bytes.toString('utf8'), source, dateAt(Date.parse(received_at)))
  if (verdict.outcome === 'refused')
    desk.ports.log({ level: 'warn', what: 'kept-pack-refused', line: verdict.line })
  if (verdict.outcome !== 'ok') return
  const isReady = source === 'city' || (source === 'shipped' && desk.facts().training)
  desk.journal.command((writing) => {
    writing.run(
      sql
        .updateTable('rule_pack')
        .set({ state: isReady ? 'ready' : 'needs-approval' })
        .where('sha256', '=', sha256),
    )
    if (source === 'city') activateOnItsDay(desk, writing, verdict.pack, sha256)
  })
  settle(desk)
}
