import type { KeyObject } from 'node:crypto'
import { mostMembersDays } from '../../../contract/sync/members.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { publicKeyFromRaw } from '../../sync/ed25519.ts'
import { fetchMembers, readMembers } from '../../sync/members.ts'
import type { Connection } from '../../sync/types.ts'
import { forgetUntold } from './forget-untold.ts'

const name = 'ward-members'
const dayMs = 86_400_000

/**
 * Keeps the list of the ward's PCs as the city signed it, and lets go of what neighbours told and the city does not. No
 * answer changes nothing; nor one that comes when `isOver`.
 */
export async function refreshMembers(
  desk: Desk,
  connection: Connection,
  isOver: () => boolean,
): Promise<void> {
  if (isOver()) return
  const list = await fetchMembers(connection, desk.ports.clock)
  if (list === null || isOver()) return
  const members = readMembers(list, connection.receiptKeys)
  if (members?.ward === desk.facts().wardCode) desk.store.transact((tx) => writeMeta(tx, name, list))
  else desk.ports.log({ level: 'warn', what: 'list-refused', list: name })
  forgetUntold(desk)
}

/** A PC of the ward as the city named it. */
export type Member = { readonly device: string; readonly key: KeyObject; readonly stream: string | null }

/** The PCs that the city named as those of this ward within the last 30 days, by their ids; null: no such list. */
export function membersKnown({ store, ports }: Desk): ReadonlyMap<string, Member> | null {
  const list = readMeta<string>(store, name)
  const keys = readMeta<Pick<Connection, 'receiptKeys'>>(store, 'connection')?.receiptKeys ?? []
  const members = list === undefined ? null : readMembers(list, keys)
  if (!members || ports.clock.now() - Date.parse(members.at) > mostMembersDays * dayMs) return null
  return new Map(members.devices.map((one) => [one.device, { ...one, key: publicKeyFromRaw(one.key) }]))
}
