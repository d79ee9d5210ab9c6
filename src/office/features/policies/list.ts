import { sql as raw } from 'kysely'
import { z } from 'zod'
import { dateAt } from '../../../domain/calendar.ts'
import { closedStates } from '../../../domain/case.ts'
import type {
  EarlierEffect,
  MissingPolicy,
  Policy,
  PolicyActivation,
  PolicyDetails,
  PolicyState,
} from '../../../contract/desk/policies.ts'
import { differenceOf } from '../../../contract/policy/difference.ts'
import { packNotes } from '../../../contract/policy/lint-notes.ts'
import { localOrigin } from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { staffName } from '../staff/read.ts'
import { unscopedUnder } from '../staff/scope.ts'
import { papersOfEntries } from './earlier-papers.ts'
import { isOver, unlessMissing } from './policies.ts'
import { samplePacks } from './samples.ts'
import { counting, isSamePack, standing, upcoming } from './timeline.ts'

/** `text`: how many bytes it has; 0 where it was lost. */
type StoredRow = Omit<Tables['rule_pack'], 'bytes'> & { readonly text: number }
type PackName = { readonly pack: string; readonly version: number }

/** Every pack of an office: those it came with, then those that came, newest first within an id. */
export function allPolicies(desk: Desk): Policy[] {
  const rows = storedRows(desk).filter(({ text }) => text > 0)
  const shipped = desk.policies
    .all()
    .filter(({ id, version }) => !rows.some((row) => row.pack === id && row.pack_version === version))
  return [
    ...rows.map((row) => shownRow(desk, row)),
    ...shipped.map((pack) => shownPack(desk, pack, null)),
  ].toSorted(
    (one, other) =>
      order[one.state] - order[other.state] ||
      one.pack.localeCompare(other.pack) ||
      other.version - one.version,
  )
}

const order: Readonly<Record<PolicyState, number>> = {
  'in-force': 0,
  scheduled: 1,
  'needs-approval': 2,
  ready: 3,
  'too-new': 4,
  past: 5,
}

/** Packs whose text is not here, and how many open cases wait for each. */
export function shownMissing(desk: Desk): MissingPolicy[] {
  return desk.policies.missing(desk.sureTime.sure()).map((one) => ({ ...one, cases: openUnder(desk, one) }))
}

function openUnder({ store }: Desk, { pack, version }: PackName): number {
  const counted = store.first(
    sql
      .selectFrom('permit_case')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', 'not in', closedStates)
      .where('pack', '=', pack)
      .where('pack_version', '=', version),
  )
  return counted?.count ?? 0
}

/** One pack by name; throws `not-found`. */
export function policyNamed(desk: Desk, { pack, version }: PackName): Policy {
  const found = allPolicies(desk).find((one) => isSamePack(one, { pack, version }))
  if (!found) throw new Refusal('not-found')
  return found
}

/** The stored row of a pack; undefined for one the program came with. */
export function storedRow(desk: Desk, name: PackName): StoredRow | undefined {
  return storedRows(desk).find((row) => row.pack === name.pack && row.pack_version === name.version)
}

function storedRows({ store }: Desk): StoredRow[] {
  return store.all(
    sql
      .selectFrom('rule_pack')
      .select(['sha256', 'pack', 'pack_version', 'source', 'received_at', 'state'])
      .select(raw<number>`length(bytes)`.as('text'))
      .orderBy('received_at', 'desc'),
  )
}

function shownRow(desk: Desk, row: StoredRow): Policy {
  const pack = desk.policies.packOf(row.pack, row.pack_version)
  if (pack && row.state !== 'too-new') return shownPack(desk, pack, row)
  const { title, place, effectiveFrom } = laterHeadOf(desk, row.sha256)
  return {
    pack: row.pack,
    version: row.pack_version,
    local: null,
    title: title ?? row.pack,
    place: place ?? '',
    basis: [],
    effectiveFrom,
    effectiveUntil: null,
    source: row.source,
    state: 'too-new',
    from: null,
    receivedAt: row.received_at,
    approvals: [],
  }
}

/** What a pack of a later format says of itself as far as it says it as this one does. */
const laterHead = z.object({
  title: z.string().max(300).optional().catch(undefined),
  place: z.string().max(300).optional().catch(undefined),
  effectiveFrom: z.string().max(40),
})

function laterHeadOf({ store }: Desk, sha256: string): z.output<typeof laterHead> {
  const row = store.first(sql.selectFrom('rule_pack').select('bytes').where('sha256', '=', sha256))
  // It was JSON when it was taken.
  return laterHead.parse(JSON.parse(row?.bytes.toString('utf8') ?? '{}'))
}

function shownPack(desk: Desk, pack: RulePack, row: StoredRow | null): Policy {
  const { id, version, title, place, basis, effectiveFrom, effectiveUntil = null } = pack
  return {
    pack: id,
    version,
    local: localOrigin(version),
    title,
    place,
    basis,
    effectiveFrom,
    effectiveUntil,
    source: row?.source ?? 'shipped',
    ...standingOf(desk, pack, row),
    receivedAt: row?.received_at ?? null,
    approvals: row ? approvalsOf(desk, row.sha256) : [],
  }
}

function standingOf(desk: Desk, pack: RulePack, row: StoredRow | null): Pick<Policy, 'state' | 'from'> {
  const now = desk.sureTime.sure()
  const name = { pack: pack.id, version: pack.version }
  const activations = desk.policies.activations()
  const begun = counting(activations).filter((one) => isSamePack(one, name) && one.fromAt <= now)
  if (desk.policies.findInForce(now) === pack) {
    const since = standing(activations, now).findLast((one) => isSamePack(one, name))
    return { state: 'in-force', from: since ? vietnamTime(since.fromAt) : null }
  }
  if (row && row.state !== 'ready') return { state: row.state, from: null }
  const next = upcoming(activations, now).find((one) => isSamePack(one, name))
  if (next) return { state: 'scheduled', from: vietnamTime(next.fromAt) }
  const isPast = isOver(pack, dateAt(now)) || begun.length > 0
  return { state: isPast ? 'past' : 'ready', from: null }
}

/** The yeses to a pack, oldest first. */
export function approvalsOf({ store }: Desk, sha256: string): Policy['approvals'] {
  return store
    .all(sql.selectFrom('pack_approval').select(['user', 'at']).where('sha256', '=', sha256).orderBy('at'))
    .map(({ user, at }) => ({ user, fullName: staffName(store, user), at }))
}

/** What the journal says about which pack was in force, newest first. */
export function shownActivations(desk: Desk): PolicyActivation[] {
  const now = desk.sureTime.sure()
  const all = desk.policies.activations()
  const counts = new Set(counting(all))
  const stands = new Set(standing(all, now))
  return all.toReversed().map((one) => ({
    pack: one.pack,
    version: one.version,
    title: desk.policies.packOf(one.pack, one.version)?.title ?? one.pack,
    from: vietnamTime(one.fromAt),
    who: staffName(desk.store, one.user),
    rollback: one.rollback,
    status: !counts.has(one)
      ? 'cancelled'
      : one.fromAt > now
        ? 'scheduled'
        : stands.has(one) || one.rollback
          ? 'begun'
          : 'rolled-back',
  }))
}

/** The packs shipped as samples, and which of them are here already. */
export function shownSamples(desk: Desk) {
  return samplePacks().map(({ pack }) => ({
    id: pack.id,
    title: pack.title,
    place: pack.place,
    isHere: desk.policies.packOf(pack.id, pack.version) !== undefined,
  }))
}

/** One pack with everything an administrator reads before activating it. Throws `not-found`. */
export function policyDetails(desk: Desk, name: PackName): PolicyDetails {
  const policy = policyNamed(desk, name)
  const content = policy.state === 'too-new' ? null : (desk.policies.packOf(name.pack, name.version) ?? null)
  const now = desk.sureTime.sure()
  const inForce = desk.policies.findInForce(now)
  const others = desk.policies.all().filter((one) => one !== content && localOrigin(one.version) === null)
  return {
    ...policy,
    content,
    notes: content ? packNotes(content, others) : [],
    difference: content && inForce && content !== inForce ? [...differenceOf(inForce, content)] : [],
    returnsTo: returnsTo(desk, content, now),
    earlier: content ? effectsOf(desk, content, now) : [],
    openCases: {
      count: openUnderOthers(desk, name),
      rule: content?.casesInProgress ?? 'finish-under-their-pack',
    },
    unscoped: unscopedUnder(desk.store, name.pack).map(({ fullName }) => fullName),
  }
}

/** The title of the pack that a rollback of the one in force brings back. */
function returnsTo({ policies }: Desk, content: RulePack | null, now: number): string | null {
  if (content === null || policies.findInForce(now) !== content) return null
  return unlessMissing(() => policies.before(now))?.title ?? null
}

function effectsOf(desk: Desk, content: RulePack, now: number): EarlierEffect[] {
  return papersOfEntries(desk.store, content, now).map(({ entry, papers }) => ({
    pack: entry.pack,
    version: entry.version ?? null,
    title:
      desk.policies
        .all()
        .findLast(
          ({ id, version }) =>
            id === entry.pack && (entry.version === undefined || version === entry.version),
        )?.title ?? null,
    effect: entry.effect,
    until: entry.until ?? null,
    papers,
  }))
}

function openUnderOthers({ store }: Desk, { pack, version }: PackName): number {
  const counted = store.first(
    sql
      .selectFrom('permit_case')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', 'not in', closedStates)
      .where(({ eb, or }) => or([eb('pack', '<>', pack), eb('pack_version', '<>', version)])),
  )
  return counted?.count ?? 0
}
