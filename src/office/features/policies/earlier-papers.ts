import { sql as raw } from 'kysely'
import { addDays, type CivilDate, dateAt, instantOf } from '../../../domain/calendar.ts'
import { localOrigin } from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Policies } from './policies.ts'
import { standing } from './timeline.ts'

/** A paper of this office that holds today: sealed, not withdrawn, its last day not over. */
export type LivePaper = {
  readonly pack: string
  readonly version: number
  readonly kid: string
  readonly series: number
  readonly index: number
  readonly lastDay: string
  /** Milliseconds. */
  readonly sealedAt: number
}

type EarlierEntry = RulePack['earlier'][number]

/** Every paper of this office that holds today. */
export function livePapers(store: Reader, today: CivilDate): LivePaper[] {
  const rows = store.all(
    sql
      .selectFrom('permit_case')
      .select(['pack', 'pack_version', 'kid', 'series', 'paper_index', 'sealed_at'])
      .select(raw<string>`json_extract(schedule, '$.lastDay')`.as('last_day'))
      .where('kid', 'is not', null)
      .where('withdrawn', 'is', null)
      .where(raw<boolean>`json_extract(schedule, '$.lastDay') >= ${today}`),
  )
  return rows.flatMap(({ pack, pack_version, kid, series, paper_index, sealed_at, last_day }) =>
    kid === null || series === null || paper_index === null || sealed_at === null
      ? []
      : [
          {
            pack,
            version: pack_version,
            kid,
            series,
            index: paper_index,
            lastDay: last_day,
            sealedAt: Date.parse(sealed_at),
          },
        ],
  )
}

/**
 * Whether an entry of a pack speaks of papers issued under another: by id, and by version where it names one; what an
 * office edited goes with the version it was made from. No entry speaks of its own pack.
 */
export function speaksOf(
  entry: EarlierEntry,
  by: Pick<RulePack, 'id' | 'version'>,
  of: { readonly pack: string; readonly version: number },
): boolean {
  if (entry.pack !== of.pack) return false
  if (of.pack === by.id && of.version === by.version) return false
  if (entry.version === undefined) return of.pack !== by.id || isBefore(of.version, by.version)
  return entry.version === (localOrigin(of.version)?.origin ?? of.version)
}

/** Whether a version came before another of the same pack, whoever made them. */
function isBefore(one: number, other: number): boolean {
  const [before, after] = [one, other].map((version) => localOrigin(version)?.origin ?? version)
  return before === after ? one < other : (before ?? 0) < (after ?? 0)
}

/** The instant at which an entry of a pack activated at `fromAt` ends papers; null where they stay valid. */
function endOf({ effect, until }: EarlierEntry, fromAt: number): number | null {
  if (effect === 'stay-valid') return null
  if (effect === 'void') return fromAt
  // The linter refuses `valid-until` without a day.
  return instantOf(addDays(until as CivilDate, 1))
}

/** What ends papers: an entry of a pack whose activation stands, and when. */
type Ending = {
  readonly pack: RulePack
  readonly entry: EarlierEntry
  readonly fromAt: number
  readonly at: number
}

/** Everything the activations standing at an instant say about papers of before, in the order in which they began. */
export function endings(policies: Policies, instant: number): Ending[] {
  return standing(policies.activations(), instant).flatMap((one) => {
    const { fromAt } = one
    const pack = policies.activatedBy(one)
    return (pack?.earlier ?? []).flatMap((entry) => {
      const at = endOf(entry, fromAt)
      return pack && at !== null ? [{ pack, entry, fromAt, at }] : []
    })
  })
}

/**
 * The papers that an ending due by an instant ends: sealed before it, so that a case which finishes under its own pack
 * afterwards keeps its paper. A pack activated in between that speaks of the same papers has the word instead.
 */
export function endedPapers(
  policies: Policies,
  { pack, entry, fromAt, at }: Ending,
  papers: readonly LivePaper[],
  instant: number,
): LivePaper[] {
  if (at > instant) return []
  const later = standing(policies.activations(), instant).flatMap((one) => {
    const other = policies.activatedBy(one)
    return other && one.fromAt > fromAt && one.fromAt <= at ? [other] : []
  })
  return papers.filter(
    (paper) =>
      paper.sealedAt < at &&
      speaksOf(entry, pack, paper) &&
      !later.some((other) => other.earlier.some((one) => speaksOf(one, other, paper))),
  )
}

/** How many live papers each entry of a pack speaks of. */
export function papersOfEntries(
  store: Reader,
  pack: RulePack,
  now: number,
): { readonly entry: EarlierEntry; readonly papers: number }[] {
  if (pack.earlier.length === 0) return []
  const papers = livePapers(store, dateAt(now))
  return pack.earlier.map((entry) => ({
    entry,
    papers: papers.filter((paper) => speaksOf(entry, pack, paper)).length,
  }))
}
