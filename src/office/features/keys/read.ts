import { dateAt, dateOfDay, dayNumber } from '../../../domain/calendar.ts'
import type { IssuingKeyFacts, KeysState } from '../../../contract/desk/keys.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { fingerprint } from '../../token/issuer-request.ts'
import { staffName } from '../staff/read.ts'
import { entryOf, type IssuingKeyRow } from './issuing-key.ts'

/** Issuing keys, newest first, and the lists this PC judges by. Whoever is no administrator sees their own keys. */
export function keysState(desk: Desk, session: Pick<LiveSession, 'user' | 'roles'>): KeysState {
  const rows = desk.store.all(sql.selectFrom('issuing_key').selectAll().orderBy('made_at', 'desc'))
  const isAdministrator = session.roles.includes('administrator')
  const seen = rows.filter(({ user }) => isAdministrator || user === session.user)
  return { keys: seen.map((row) => factsOf(desk, row)), ...listsOf(desk) }
}

function factsOf(desk: Desk, row: IssuingKeyRow): IssuingKeyFacts {
  const entry = entryOf(desk.tokens.lists().trust, row)
  const today = dayNumber(dateAt(desk.ports.clock.now()))
  return {
    kid: row.kid,
    user: row.user,
    who: staffName(desk.store, row.user),
    fingerprint: fingerprint(new Uint8Array(row.public_key)),
    place: row.wrapped ? 'pin' : row.token_key ? 'token' : 'destroyed',
    state: row.state,
    ended: row.ended_why,
    madeAt: row.made_at,
    endedAt: row.ended_at,
    requested: row.requested === 1,
    listed: entry === null ? 'no' : entry.withdrawn ? withdrawals[entry.withdrawn.reason] : 'yes',
    firstDay: entry && dateOfDay(entry.firstDay),
    lastDay: entry && dateOfDay(entry.lastDay),
    daysLeft: entry && entry.lastDay - today,
    series: row.series,
    papers: papersOf(desk, row.kid),
  }
}

const withdrawals = { 1: 'retired', 2: 'compromised' } as const

function papersOf(desk: Desk, kid: string): number {
  const counted = desk.store.first(
    sql
      .selectFrom('permit_case')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('kid', '=', kid),
  )
  return counted?.count ?? 0
}

const hourMs = 3_600_000

function listsOf(desk: Desk): Pick<KeysState, 'trust' | 'revocations'> {
  const { trust, revocation } = desk.tokens.lists()
  const now = desk.ports.clock.now()
  const common = ({ seq, issuedAt }: { readonly seq: number; readonly issuedAt: number }) => ({
    seq,
    issuedAt: vietnamTime(issuedAt * 1000),
    ageHours: Math.max(0, Math.floor((now - issuedAt * 1000) / hourMs)),
  })
  return {
    trust: trust && {
      ...common(trust),
      stale: dayNumber(dateAt(now)) > trust.nextUpdate,
      entries: trust.issuers.length,
    },
    revocations: revocation && {
      ...common(revocation),
      stale: now > revocation.issuedAt * 1000 + revocation.maxAgeHours * hourMs,
      entries: revocation.entries.length,
    },
  }
}
