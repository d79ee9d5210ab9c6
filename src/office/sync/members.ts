import type { KeyObject } from 'node:crypto'
import { type ReceiptKey, syncBase } from '../../contract/sync/base.ts'
import { membersAnswerSchema, type WardMembers, wardMembersSchema } from '../../contract/sync/members.ts'
import type { Clock } from '../ports.ts'
import { makeJws, openJws } from './jws.ts'
import { questionsTo } from './transport.ts'
import type { Connection } from './types.ts'

const typ = 'psp1-members'

/** Signs the list of a ward's PCs. Only the city calls this. */
export function makeMembers(members: WardMembers, kid: string, key: KeyObject): string {
  return makeJws(typ, members, kid, key)
}

/** The list as one of the pinned keys signed it; null when none did. */
export function readMembers(jws: string, keys: readonly ReceiptKey[]): WardMembers | null {
  const opened = openJws(typ, jws, keys)
  return typeof opened === 'string' ? null : (wardMembersSchema.safeParse(opened.value).data ?? null)
}

/** Asks the city which PCs of the ward may send; the list as signed, null when there is no answer. */
export async function fetchMembers(connection: Connection, clock: Clock): Promise<string | null> {
  const path = `${syncBase}/wards/${connection.ward}/devices`
  const answer = await questionsTo(
    connection,
    clock,
  )({ method: 'GET', path, query: '', answer: membersAnswerSchema })
  return answer?.list ?? null
}
