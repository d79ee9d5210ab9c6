import type { IssuingKey } from '../contract/sync/operator.ts'
import { dateOfDay } from '../domain/calendar.ts'
import { fingerprint } from '../office/token/issuer-request.ts'
import { type Desk, serverTime } from './desk.ts'
import { cityWard, markDue, publishRevocations, publishTrustList, today } from './lists.ts'
import { noOperator, writeAudit } from './operators/audit.ts'
import type { IssuerRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'
import { kidOfIssuer } from './withdrawals/entries.ts'

const reasonNumbers = { retired: 1, compromised: 2 } as const

/** Why a key is withdrawn: `retired`, its earlier papers stay good; `compromised`, none of its papers is. */
export type WithdrawalReason = keyof typeof reasonNumbers

/** Whether a text says why a key is withdrawn. */
export function isWithdrawalReason(text: string | undefined): text is WithdrawalReason {
  return text === 'retired' || text === 'compromised'
}

/** The ward keys the city knows, waiting ones first. */
export async function listIssuers(rows: Rows): Promise<IssuingKey[]> {
  const issuers = (await rows.issuers()).filter(({ ward }) => ward !== cityWard)
  return issuers
    .toSorted((a, b) => Number(a.confirmedAt !== null) - Number(b.confirmedAt !== null) || byWard(a, b))
    .map(shown)
}

/** How a confirmation by telephone ended. */
export type Confirmed = 'confirmed' | 'unknown-key' | 'wrong-fingerprint' | 'key-withdrawn'

/**
 * Puts a key on the trust list after somebody at the ward has read out its eight digits; harmless when it is there
 * already. The key is named besides, because two keys may have the same digits.
 */
export async function confirmIssuer(
  desk: Desk,
  rows: Rows,
  kid: string,
  digits: string,
  operator: string,
): Promise<Confirmed> {
  const issuer = await wardIssuer(rows, kid)
  if (!issuer) return 'unknown-key'
  const isSame = digits.replaceAll(/[\s.-]/g, '') === fingerprintOf(issuer)
  const detail = { kid, ward: issuer.ward }
  if (issuer.withdrawnDay !== null) return 'key-withdrawn'
  if (!isSame) {
    await writeAudit(rows, serverTime(desk), operator, 'key.confirmation-failed', detail)
    return 'wrong-fingerprint'
  }
  if (issuer.confirmedAt !== null) return 'confirmed'
  await rows.saveIssuer({ ...issuer, confirmedAt: serverTime(desk) })
  await writeAudit(rows, serverTime(desk), operator, 'key.confirmed', detail)
  await publishTrustList(desk, rows)
  return 'confirmed'
}

/** How a rejection ended. */
export type Rejected = 'rejected' | 'unknown-key' | 'key-listed'

/** Turns down a key that waits for its telephone call, for good: it never comes on the trust list. */
export async function rejectIssuer(desk: Desk, rows: Rows, kid: string, operator: string): Promise<Rejected> {
  const issuer = await wardIssuer(rows, kid)
  if (!issuer) return 'unknown-key'
  if (issuer.confirmedAt !== null) return 'key-listed'
  if (issuer.withdrawnDay !== null) return 'rejected'
  await rows.saveIssuer({ ...issuer, withdrawnDay: today(desk), withdrawnReason: reasonNumbers.retired })
  await writeAudit(rows, serverTime(desk), operator, 'key.rejected', { kid, ward: issuer.ward })
  return 'rejected'
}

/**
 * Withdraws a ward's key since a day and signs the lists anew; false for a key that is not known. A retired key may be
 * found compromised later, never the other way round.
 */
export async function withdrawIssuer(
  desk: Desk,
  rows: Rows,
  said: { readonly kid: string; readonly reason: WithdrawalReason; readonly day: number },
  operator: string,
): Promise<boolean> {
  const issuer = await wardIssuer(rows, said.kid)
  if (!issuer) return false
  if (!(await noteKeyWithdrawn(desk, rows, issuer, said, operator))) return true
  await publishTrustList(desk, rows)
  if (said.reason === 'compromised') await publishRevocations(desk, rows)
  return true
}

/** The same, said by the ward itself in its journal: only of its own key. The lists are signed soon after. */
export async function withdrawOwnIssuer(
  desk: Desk,
  rows: Rows,
  ward: string,
  said: { readonly kid: string; readonly reason: WithdrawalReason; readonly day: number },
): Promise<'withdrawn' | 'foreign-key'> {
  const issuer = await wardIssuer(rows, said.kid)
  if (issuer?.ward !== ward) return 'foreign-key'
  if (await noteKeyWithdrawn(desk, rows, issuer, said, `ward ${ward}`)) {
    await markDue(rows, 'trust')
    if (said.reason === 'compromised') await markDue(rows, 'revocations')
  }
  return 'withdrawn'
}

/**
 * Withdraws the city's earlier list keys but for `kept` (public keys, hex), after a new one was made; true when there was
 * one. A retired one counts to the end of today, so that what it has signed until now stays good.
 */
export async function withdrawOldListKeys(
  desk: Desk,
  rows: Rows,
  reason: WithdrawalReason,
  kept: readonly string[],
): Promise<boolean> {
  const current = Buffer.from(desk.keys.list.publicKey).toString('hex')
  const withdrawnReason = reasonNumbers[reason]
  const old = (await rows.issuers()).filter(
    (issuer) =>
      issuer.ward === cityWard &&
      issuer.publicKey !== current &&
      !kept.includes(issuer.publicKey) &&
      (issuer.withdrawnReason ?? 0) < withdrawnReason,
  )
  for (const issuer of old) {
    const withdrawnDay = reason === 'retired' ? today(desk) + 1 : today(desk)
    await rows.saveIssuer({ ...issuer, withdrawnDay, withdrawnReason })
    const detail = { kid: kidOfIssuer(issuer), reason }
    await writeAudit(rows, serverTime(desk), noOperator.console, 'list-key.withdrawn', detail)
  }
  return old.length > 0
}

/** Whether anything changed by it. */
async function noteKeyWithdrawn(
  desk: Desk,
  rows: Rows,
  issuer: IssuerRow,
  said: { readonly kid: string; readonly reason: WithdrawalReason; readonly day: number },
  operator: string,
): Promise<boolean> {
  const reason = reasonNumbers[said.reason]
  if ((issuer.withdrawnReason ?? 0) >= reason) return false
  // A day to come would leave the key good until then; a retirement is told when it has happened, and what the key has
  // signed on its last day stays good.
  const withdrawnDay = Math.min(said.day, today(desk) + (said.reason === 'retired' ? 1 : 0))
  await rows.saveIssuer({ ...issuer, withdrawnDay, withdrawnReason: reason })
  const detail = { kid: said.kid, ward: issuer.ward, reason: said.reason, since: dateOfDay(withdrawnDay) }
  await writeAudit(rows, serverTime(desk), operator, 'key.withdrawn', detail)
  return true
}

async function wardIssuer(rows: Rows, kid: string): Promise<IssuerRow | null> {
  const found = (await rows.issuers()).find((issuer) => kidOfIssuer(issuer) === kid)
  return found && found.ward !== cityWard ? found : null
}

function fingerprintOf(issuer: IssuerRow): string {
  return fingerprint(Uint8Array.from(Buffer.from(issuer.publicKey, 'hex')))
}

function byWard(one: IssuerRow, other: IssuerRow): number {
  return one.ward === other.ward ? Math.sign(one.firstDay - other.firstDay) : one.ward < other.ward ? -1 : 1
}

function shown(issuer: IssuerRow): IssuingKey {
  const { ward, name, requestedAt, confirmedAt, withdrawnDay, withdrawnReason } = issuer
  const reason = withdrawnReason === 2 ? ('compromised' as const) : ('retired' as const)
  return {
    kid: kidOfIssuer(issuer),
    fingerprint: fingerprintOf(issuer),
    ward,
    name,
    firstDay: dateOfDay(issuer.firstDay),
    lastDay: dateOfDay(issuer.lastDay),
    requestedAt,
    confirmedAt,
    withdrawn: withdrawnDay === null ? null : { since: dateOfDay(withdrawnDay), reason },
  }
}
