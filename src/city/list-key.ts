import type { SigningKey } from '../office/token/types.ts'
import { retellDecisions } from './decisions/decide.ts'
import { type Desk, serverTime } from './desk.ts'
import { type WithdrawalReason, withdrawOldListKeys } from './issuers.ts'
import { makeNextListKey, takeNextListKey } from './keys.ts'
import { cityWard, ensureListKey, publishRevocations, publishTrustList, today } from './lists.ts'
import { noOperator, writeAudit } from './operators/audit.ts'
import { resignPacks } from './packs/packs.ts'
import type { Rows } from './store/store.ts'

/** The next list key is on the trust list so long before the present one ends: time enough for every verifier to hear. */
const announceDays = 60
/** The next one signs so long before the present one ends: whoever has not heard of it still takes the lists before. */
const takeOverDays = 30
/** Public keys, hex, that ended by themselves and are not withdrawn: what they signed stays good. */
const renewedSetting = 'renewed-list-keys'

/**
 * Puts the list key on the trust list and withdraws earlier ones, with all that follows. `reason`: why the list key was
 * made anew at this start. Without an earlier one, as at almost every start, nothing changes; a change that was killed
 * half-way is finished here.
 */
export async function openListKey(desk: Desk, rows: Rows, reason: WithdrawalReason | null): Promise<void> {
  await ensureListKey(desk, rows, desk.keys.list)
  const { nextList } = desk.keys
  const inTurn = reason === null ? [...(await renewedKeys(rows)), ...(nextList ? [hexOf(nextList)] : [])] : []
  if (!(await withdrawOldListKeys(desk, rows, reason ?? 'retired', inTurn))) return
  await publishTrustList(desk, rows)
  await publishRevocations(desk, rows)
  await resignPacks(desk, rows, noOperator.console)
  if (reason === 'compromised') await retellDecisions(desk, rows)
}

/**
 * Lets the next list key follow before the present one ends, without anybody asking: made and listed first, then it
 * signs. Both hold meanwhile, so there is no day without a list. Killed anywhere, it goes on at the next call.
 */
export async function renewListKey(desk: Desk): Promise<void> {
  if ((await daysLeft(desk)) > announceDays) return
  // Another process of this city may have done any of it.
  await desk.readKeys()
  const left = await daysLeft(desk)
  if (left > announceDays) return
  await makeNextListKey(desk.keyFolder)
  await desk.readKeys()
  const { nextList } = desk.keys
  if (!nextList) return
  const isNew = await desk.store.write((rows) => announce(desk, rows, nextList))
  if (isNew) desk.log({ level: 'info', what: 'next-list-key-listed', kid: nextList.kid, daysLeft: left })
  if (left > takeOverDays) return
  await desk.store.write((rows) => takeOver(desk, rows, nextList))
  await takeNextListKey(desk.keyFolder)
  await desk.readKeys()
  desk.log({ level: 'info', what: 'list-key-renewed', kid: nextList.kid })
}

/** Days until the list key ends. */
async function daysLeft(desk: Desk): Promise<number> {
  const publicKey = hexOf(desk.keys.list)
  const issuers = await desk.store.read((rows) => rows.issuers())
  const own = issuers.find((issuer) => issuer.ward === cityWard && issuer.publicKey === publicKey)
  return own ? own.lastDay - today(desk) : Number.POSITIVE_INFINITY
}

async function announce(desk: Desk, rows: Rows, next: SigningKey): Promise<boolean> {
  if (!(await ensureListKey(desk, rows, next))) return false
  await writeAudit(rows, serverTime(desk), noOperator.city, 'list-key.announced', { kid: next.kid })
  await publishTrustList(desk, rows)
  return true
}

async function takeOver(desk: Desk, rows: Rows, next: SigningKey): Promise<void> {
  const before = desk.keys.list
  const renewed = new Set([...(await renewedKeys(rows)), hexOf(before)])
  await rows.saveSetting(renewedSetting, [...renewed].join(' '))
  const detail = { kid: next.kid, before: before.kid }
  await writeAudit(rows, serverTime(desk), noOperator.city, 'list-key.renewed', detail)
  const then: Desk = { ...desk, keys: { ...desk.keys, list: next } }
  await publishRevocations(then, rows)
  // A pack is believed by who signed it on the day it comes: those to come later must not meet a key that has ended.
  await resignPacks(then, rows, noOperator.city)
}

async function renewedKeys(rows: Rows): Promise<string[]> {
  const kept = await rows.setting(renewedSetting)
  return kept ? kept.split(' ') : []
}

function hexOf(key: SigningKey): string {
  return Buffer.from(key.publicKey).toString('hex')
}
