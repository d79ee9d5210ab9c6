import { randomBytes } from 'node:crypto'
import { dateAt, dateOfDay, dayNumber } from '../../../domain/calendar.ts'
import { encrypt } from '../../aead.ts'
import { stretch } from '../../database/key-slots.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { newIncident } from '../../incident.ts'
import type { Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { signIssuerRequest } from '../../token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../../token/keys.ts'
import { type IssuerEntry, keyKinds, type Signer, type TrustList } from '../../token/types.ts'

export type IssuingKeyRow = Tables['issuing_key']

/** How long before its last day the next key is made and shown to the city, days (qr-token.md section 6). */
const aheadDays = 14

/** A key that was just made, with its private half under a PIN. */
export type MadeKey = Pick<
  IssuingKeyRow,
  'kid' | 'user' | 'public_key' | 'salt' | 'wrapped' | 'made_at' | 'request'
>

/** Makes a key for QR codes under a person's PIN, with the request that the city answers by listing it. Writes nothing. */
export async function makeIssuingKey(desk: Desk, user: string, pin: string): Promise<MadeKey> {
  const seed = makeSeed()
  const key = keyFromSeed(seed)
  const salt = randomBytes(16)
  const wrapped = encrypt(await stretch(pin, salt), seed)
  seed.fill(0)
  const now = desk.ports.clock.now()
  const request = requestOf(desk, key, now)
  const public_key = Buffer.from(key.publicKey)
  return {
    kid: key.kid,
    user,
    public_key,
    salt,
    wrapped,
    made_at: vietnamTime(now),
    request: Buffer.from(request),
  }
}

/** The request by which the city lists a key of this ward. `now` in milliseconds. */
export function requestOf(desk: Desk, key: Signer, now: number): Uint8Array {
  const { wardCode, wardName } = desk.facts()
  const kinds = keyKinds.permit | keyKinds.marketCard | keyKinds.organisation
  const name = `UBND ${wardName}`.slice(0, 48)
  return signIssuerRequest({ ward: Number(wardCode), name, kinds }, Math.floor(now / 1000), key)
}

/** Keeps a key that was just made, as the one in use or the next one. */
export function keepKey(
  tx: Transactor,
  made: MadeKey,
  state: 'current' | 'next',
  place: Pick<IssuingKeyRow, 'token' | 'token_key'> = { token: null, token_key: null },
): void {
  tx.run(
    sql.insertInto('issuing_key').values({
      ...made,
      ...place,
      state,
      ended_at: null,
      ended_why: null,
      series: 1,
      next_index: 0,
      series_of: '',
      requested: 0,
    }),
  )
}

/** Destroys the private half of a key; its papers and its place on the city's list are another matter. */
export function endKey(
  tx: Transactor,
  kid: string,
  why: NonNullable<IssuingKeyRow['ended_why']>,
  at: string,
): void {
  tx.run(
    sql
      .updateTable('issuing_key')
      .set({ state: 'ended', ended_at: at, ended_why: why, salt: null, wrapped: null, token_key: null })
      .where('kid', '=', kid),
  )
}

/** The keys a person still has: the one in use first. */
export function keysOf(reader: Reader, user: string): IssuingKeyRow[] {
  return reader.all(
    sql
      .selectFrom('issuing_key')
      .selectAll()
      .where('user', '=', user)
      .where('state', '<>', 'ended')
      .orderBy('state'),
  )
}

/** What the city's list says of a key; null where it is not on it. */
export function entryOf(
  trust: TrustList | null,
  key: Pick<IssuingKeyRow, 'kid' | 'public_key'>,
): IssuerEntry | null {
  const entries = trust?.byKid.get(key.kid) ?? []
  return entries.find(({ publicKey }) => key.public_key.equals(publicKey)) ?? null
}

const todayOf = (desk: Desk) => dayNumber(dateAt(desk.ports.clock.now()))

/** Whether a key may sign on a day (days since 1970). */
function isGoodOn(entry: IssuerEntry | null, day: number): boolean {
  return entry !== null && day >= entry.firstDay && day <= entry.lastDay && !isWithdrawnOn(entry, day)
}

function isWithdrawnOn({ withdrawn }: IssuerEntry, day: number): boolean {
  return withdrawn !== undefined && (withdrawn.reason === 2 || day >= withdrawn.day)
}

/** The key a person seals with today: the one in use while it is good, then the next; undefined where they have none. */
export function keyInUse(desk: Desk, user: string): IssuingKeyRow | undefined {
  const [current, next] = keysOf(desk.store, user)
  const { trust } = desk.tokens.lists()
  const today = todayOf(desk)
  if (current && next && !isGoodOn(entryOf(trust, current), today) && isGoodOn(entryOf(trust, next), today))
    return next
  return current
}

/**
 * The city must know the key today, or no checkpoint would take the permit. Throws `no-sealing-key`,
 * `sealing-key-ended`, `sealing-key-withdrawn`.
 */
export function assertRecognised(desk: Desk, key: Pick<Signer, 'kid' | 'publicKey'>): void {
  const { trust } = desk.tokens.lists()
  const entry = entryOf(trust, { kid: key.kid, public_key: Buffer.from(key.publicKey) })
  if (!entry) throw new Refusal('no-sealing-key')
  const today = todayOf(desk)
  if (isWithdrawnOn(entry, today)) throw new Refusal('sealing-key-withdrawn')
  if (today > entry.lastDay) throw new Refusal('sealing-key-ended', { day: spoken(entry.lastDay) })
}

/** Day, month and year, as people say it. */
function spoken(day: number): string {
  return dateOfDay(day).split('-').toReversed().join('/')
}

/** How many days the key a person seals with still has, where nothing the city knows follows it soon; else null. */
export function daysWithoutNext(desk: Desk, user: string): number | null {
  const [current, next] = keysOf(desk.store, user)
  const { trust } = desk.tokens.lists()
  const entry = current && entryOf(trust, current)
  if (!entry || (next && entryOf(trust, next))) return null
  const left = entry.lastDay - todayOf(desk)
  return left > aheadDays ? null : left
}

/** The first paper of the next key ends the one before it: its days are over. */
export function takeOver(writing: Writing, kid: string, now: number): void {
  const row = writing.first(sql.selectFrom('issuing_key').select(['user', 'state']).where('kid', '=', kid))
  if (row?.state !== 'next') return
  for (const before of keysOf(writing, row.user))
    if (before.state === 'current') endKey(writing, before.kid, 'replaced', vietnamTime(now))
  writing.run(sql.updateTable('issuing_key').set({ state: 'current' }).where('kid', '=', kid))
}

/**
 * Makes the next key under the same PIN when the one in use ends within `aheadDays` or has ended, so that the city can
 * list it. A failure is logged and keeps nobody from sealing: the next seal makes it good.
 */
export async function prepareNext(desk: Desk, user: string, pin: string): Promise<void> {
  try {
    await makeNext(desk, user, pin)
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.name) : 'not an error'
    desk.ports.log({ level: 'error', what: 'next-key-failed', incident: newIncident(), stack })
  }
}

async function makeNext(desk: Desk, user: string, pin: string): Promise<void> {
  const [current, next] = keysOf(desk.store, user)
  const entry = current && entryOf(desk.tokens.lists().trust, current)
  // A key in a token is followed by hand: nobody else can make one there.
  if (!entry || next || current.token !== null || entry.lastDay - todayOf(desk) > aheadDays) return
  const made = await makeIssuingKey(desk, user, pin)
  desk.store.transact((tx) => {
    // Two seals at once make one key.
    if (keysOf(tx, user).length === 1) keepKey(tx, made, 'next')
  })
  // The wrapped key has no second copy.
  desk.store.settle()
  desk.sync.wake()
  desk.notify('keys')
}
