import { randomBytes } from 'node:crypto'
import { Refusal } from '../../../contract/refusals.ts'
import { stretch, unwrap, wrap } from '../../database/key-slots.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { finishing } from '../../journal/finishing.ts'
import { systemActor, type Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { signIssuerRequest } from '../../token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../../token/keys.ts'
import { keyKinds, type SigningKey } from '../../token/types.ts'

/**
 * Gives a ward policeman a sealing key of their own, wrapped under their PIN: nobody else can seal with it, the
 * administrator included, and every seal names its person by the key. The city learns the key by its self-signed
 * request. A new PIN means a new key; papers sealed with the old one stay good.
 * Throws `weak-secret`.
 */
export async function setSealingPin(desk: Desk, user: string, pin: string): Promise<void> {
  assertStrongPin(pin)
  const seed = makeSeed()
  const key = keyFromSeed(seed)
  const salt = randomBytes(16)
  const wrapped = wrap(await stretch(pin, salt), seed)
  seed.fill(0)
  const facts = desk.facts()
  const now = desk.ports.clock.now()
  const kinds = keyKinds.permit | keyKinds.marketCard | keyKinds.organisation
  const name = `UBND ${facts.wardName}`.slice(0, 48)
  const request = signIssuerRequest(
    { ward: Number(facts.wardCode), name, kinds },
    Math.floor(now / 1000),
    key,
  )
  const write = (writing: Writing) => {
    writing.run(sql.deleteFrom('issuing_key').where('user', '=', user))
    writing.run(
      sql.insertInto('issuing_key').values({
        kid: key.kid,
        user,
        public_key: Buffer.from(key.publicKey),
        salt,
        wrapped,
        series: 1,
        next_index: 0,
        made_at: vietnamTime(now),
        request: Buffer.from(request),
        requested: 0,
      }),
    )
    writing.append({
      type: 'staff.secret-changed',
      subject: user,
      baseVer: 0,
      actor: systemActor,
      body: { user, kind: 'pin' },
      personal: null,
    })
  }
  await finishing(
    () => desk.journal.command(write),
    () => {
      // The wrapped key has no second copy: it is settled in the main file before anybody relies on it.
      desk.store.settle()
      desk.attempts.clear(user, 'pin')
    },
  )
}

/**
 * The person's sealing key, opened with their PIN. Throws `no-pin`, `locked-out`, `wrong-pin` (with tries left).
 * The key must not outlive the act it was opened for.
 */
export async function openSealingKey(desk: Desk, user: string, pin: string): Promise<SigningKey> {
  const row = desk.store.first(sql.selectFrom('issuing_key').selectAll().where('user', '=', user))
  if (!row) throw new Refusal('no-pin')
  const { failures, left } = desk.attempts.spend(user, 'pin')
  const seed = unwrap(await stretch(pin, row.salt), row.wrapped)
  if (!seed) {
    desk.journal.command((writing) =>
      writing.append({
        type: 'session.failed',
        subject: user,
        baseVer: 0,
        actor: systemActor,
        body: { kind: 'pin', failures },
        personal: null,
      }),
    )
    throw new Refusal('wrong-pin', { left })
  }
  desk.attempts.clear(user, 'pin')
  const key = keyFromSeed(seed)
  seed.fill(0)
  return key
}

/** Throws `weak-secret` for a PIN that is not 6 to 12 digits, or whose digits all repeat or run. */
export function assertStrongPin(pin: string): void {
  const digits = /^\d{6,12}$/.test(pin)
  const repeats = /^(\d)\1+$/.test(pin)
  const runs = '01234567890123456789'.includes(pin) || '98765432109876543210'.includes(pin)
  if (!digits || repeats || runs) throw new Refusal('weak-secret')
}
