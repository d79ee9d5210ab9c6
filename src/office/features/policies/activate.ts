import { dateAt, instantOf } from '../../../domain/calendar.ts'
import { dayText } from '../../../contract/policy/words.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { isWritten } from '../cases/act.ts'
import { assertTwoPeople } from '../staff/two-people.ts'
import { packHash } from './judge.ts'
import { approvalsOf, policyNamed, storedRow } from './list.ts'
import { isOver } from './policies.ts'
import { upcoming, isSamePack } from './timeline.ts'

/** A pack by name, and the act with which somebody does something with it. */
export type PackAct = { readonly pack: string; readonly version: number; readonly actId: string }

/** A person's clock and this PC's may differ by this much when they say “now”. */
const slackMs = 60_000

/**
 * Writes that a pack is in force from an instant; null: from now. Throws `not-found`, `pack-too-new`, `pack-needs-approval`,
 * `pack-in-force` when it is, or will be, `clock-unconfirmed` while the clock is doubted, and `pack-not-then` for a time
 * in the past or outside its own days.
 */
export function activatePack(desk: Desk, actor: Actor, asked: PackAct, at: string | null): void {
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.actId, 'office')) return
    const pack = assertUsable(desk, asked)
    desk.sureTime.assertSure()
    const now = desk.ports.clock.now()
    const wanted = at === null ? now : Date.parse(at)
    assertThen(pack, wanted, now)
    append(desk, writing, actor, asked.actId, { pack, from: Math.max(wanted, now), rollback: false })
  })
}

/** Throws unless somebody who may has agreed to the pack, and it is neither in force nor about to be. */
function assertUsable(desk: Desk, name: PackAct): RulePack {
  const { state } = policyNamed(desk, name)
  if (state === 'too-new') throw new Refusal('pack-too-new')
  if (state === 'needs-approval') {
    const row = storedRow(desk, name)
    throw new Refusal('pack-needs-approval', { count: row ? approvalsOf(desk, row.sha256).length : 0 })
  }
  if (state === 'in-force' || state === 'scheduled') throw new Refusal('pack-in-force')
  return requirePack(desk, name)
}

function requirePack(desk: Desk, { pack: id, version }: Pick<PackAct, 'pack' | 'version'>): RulePack {
  const pack = desk.policies.packOf(id, version)
  if (!pack) throw new Refusal('not-found')
  return pack
}

/** Rules reach neither back nor beyond the days they name. */
function assertThen(pack: RulePack, wanted: number, now: number): void {
  const { effectiveFrom, effectiveUntil } = pack
  const isBackwards = wanted < now - slackMs
  const isEarly = wanted < instantOf(effectiveFrom)
  if (!isBackwards && !isEarly && !isOver(pack, dateAt(wanted))) return
  const at = `${vietnamTime(wanted).slice(11, 16)} ${dayText(dateAt(wanted))}`
  const until = effectiveUntil === undefined ? '…' : dayText(effectiveUntil)
  throw new Refusal('pack-not-then', { at, from: dayText(effectiveFrom), until })
}

/**
 * Writes that the activation of a pack is taken back: one that has not begun is cancelled; for the one in force the
 * pack before it is in force again from now. Papers it has ended stay ended. Throws `not-found`, `pack-not-in-force`,
 * and `clock-unconfirmed` for the second while the clock is doubted.
 */
export function rollBack(desk: Desk, actor: Actor, asked: PackAct): void {
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.actId, 'office')) return
    const pack = requirePack(desk, asked)
    const now = desk.sureTime.sure()
    const activations = desk.policies.activations()
    const next = upcoming(activations, now).find((one) => isSamePack(one, asked))
    if (next) return append(desk, writing, actor, asked.actId, { pack, from: next.fromAt, rollback: true })
    desk.sureTime.assertSure()
    const before = desk.policies.inForce(now) === pack ? desk.policies.before(now) : null
    if (!before) throw new Refusal('pack-not-in-force')
    append(desk, writing, actor, asked.actId, { pack: before, from: now, rollback: true })
  })
}

type Activated = { readonly pack: RulePack; readonly from: number; readonly rollback: boolean }

function append(
  desk: Desk,
  writing: Writing,
  actor: Actor,
  id: string,
  { pack, from, rollback }: Activated,
): void {
  const name = { pack: pack.id, version: pack.version }
  writing.append({
    type: 'pack.activated',
    id,
    subject: 'office',
    baseVer: 0,
    actor,
    body: {
      pack: pack.id,
      packVersion: pack.version,
      // One the program came with has no file of its own here.
      sha256: storedRow(desk, name)?.sha256 ?? packHash(JSON.stringify(pack)),
      from: vietnamTime(from),
      rollback,
    },
    personal: null,
  })
}

/**
 * An administrator's yes to a pack the city has not signed; with that of a second it is ready. Throws `not-found`,
 * `pack-too-new`, `pack-needs-approval` when the same person says yes twice, and the refusals of `assertTwoPeople` when
 * the second might be the first.
 */
export function approvePack(desk: Desk, actor: Actor, asked: PackAct): void {
  const row = storedRow(desk, asked)
  if (!row) throw new Refusal('not-found')
  const { sha256, pack, pack_version: packVersion } = row
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.actId, 'office') || row.state === 'ready') return
    if (row.state === 'too-new') throw new Refusal('pack-too-new')
    const approvals = approvalsOf(desk, sha256)
    if (approvals.some(({ user }) => user === actor.user))
      throw new Refusal('pack-needs-approval', { count: approvals.length })
    for (const { user } of approvals) assertTwoPeople(desk, user, actor.user)
    writing.append({
      type: 'pack.approved',
      id: asked.actId,
      subject: 'office',
      baseVer: 0,
      actor,
      body: { pack, packVersion, sha256 },
      personal: null,
    })
  })
  desk.store.settle()
}
