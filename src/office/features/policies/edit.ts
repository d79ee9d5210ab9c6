import {
  beyondPack,
  nextLocalVersion,
  type OwnSettings,
  withOwnSettings,
} from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { isWritten } from '../cases/act.ts'
import type { PackAct } from './activate.ts'
import { type ReceivedPack, receivePack } from './receive.ts'
import { isSamePack } from './timeline.ts'

/**
 * Makes a pack of this office from one that is here, with the settings an office may choose itself; whoever makes it has
 * thereby said the first of two yeses. Doing it again with the same `actId` changes nothing. Throws `not-found`,
 * `pack-beyond-base` naming the settings an office may not choose, `pack-refused` by the linter.
 */
export function editPack(desk: Desk, actor: Actor, asked: PackAct, settings: OwnSettings): ReceivedPack {
  if (isWritten(desk.store, asked.actId, 'office')) return madeBy(desk, asked.actId)
  const base = desk.policies.packOf(asked.pack, asked.version)
  if (!base) throw new Refusal('not-found')
  const beyond = beyondPack(settings, base)
  const known = desk.policies.all().filter(({ id }) => id === base.id)
  const version = nextLocalVersion(
    base.version,
    known.map((pack) => pack.version),
  )
  if (version === null) beyond.push('version')
  if (beyond.length > 0 || version === null)
    throw new Refusal('pack-beyond-base', { fields: beyond.join(', ') })
  const made = withOwnSettings(base, settings, version, stillToSay(desk, base))
  const text = `${JSON.stringify(made, null, 2)}\n`
  return receivePack(desk, actor, Buffer.from(text), 'office', { madeBy: asked.actId })
}

/** Papers a pack has ended are not ended again by its edit: those sealed since finish under their own pack. */
function stillToSay(desk: Desk, { id: pack, version, earlier }: RulePack): RulePack['earlier'] {
  const wasActivated = desk.policies.activations().some((one) => isSamePack(one, { pack, version }))
  return wasActivated ? earlier.filter(({ effect }) => effect !== 'void') : earlier
}

function madeBy(desk: Desk, actId: string): ReceivedPack {
  const row = desk.store.first(sql.selectFrom('event').select('line').where('id', '=', actId))
  const line = row ? (JSON.parse(row.line) as { body?: { sha256?: string } }) : {}
  const kept = desk.store.first(
    sql
      .selectFrom('rule_pack')
      .selectAll()
      .where('sha256', '=', line.body?.sha256 ?? ''),
  )
  if (!kept) throw new Refusal('invalid-input', { fields: 'actId' })
  return { sha256: kept.sha256, pack: kept.pack, version: kept.pack_version, state: kept.state }
}
