import { Refusal } from '../../../contract/refusals.ts'
import { decrypt } from '../../aead.ts'
import { stretch } from '../../database/key-slots.ts'
import type { Desk } from '../../desk.ts'
import { finishing } from '../../journal/finishing.ts'
import { systemActor, type Writing } from '../../journal/journal.ts'
import { keyFromSeed } from '../../token/keys.ts'
import { keepKey, keyInUse, makeIssuingKey } from '../keys/issuing-key.ts'
import type { SealingKey } from '../keys/sealing-key.ts'
import { openTokenKey } from '../keys/token-key.ts'
import { retireKeysOf } from '../keys/withdraw-key.ts'

/**
 * Gives a ward policeman a sealing key of their own, wrapped under their PIN: nobody else can seal with it, the
 * administrator included, and every seal names its person by the key. The city learns the key by its self-signed
 * request. A new PIN means a new key; papers sealed with the old one stay good.
 * Throws `weak-secret`.
 */
export async function setSealingPin(desk: Desk, user: string, pin: string): Promise<void> {
  assertStrongPin(pin)
  const made = await makeIssuingKey(desk, user, pin)
  const write = (writing: Writing) => {
    retireKeysOf(desk, writing, { user, role: 'ward-police', session: '-' }, user)
    keepKey(writing, made, 'current')
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
      desk.notify('keys')
    },
  )
}

/**
 * The person's sealing key, opened with their PIN. Throws `no-pin`, `locked-out`, `wrong-pin` (with tries left); for a
 * key in a key token, whose own PIN it is then, what that token answers.
 * The key must not outlive the act it was opened for.
 */
export async function openSealingKey(desk: Desk, user: string, pin: string): Promise<SealingKey> {
  const row = keyInUse(desk, user)
  if (row?.token && row.token_key)
    return openTokenKey(desk, { ...row, token: row.token, token_key: row.token_key }, pin)
  if (!row?.salt || !row.wrapped) throw new Refusal('no-pin')
  const { failures, left } = desk.attempts.spend(user, 'pin')
  const seed = decrypt(await stretch(pin, row.salt), row.wrapped)
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
  const { kid, publicKey, sign } = keyFromSeed(seed)
  seed.fill(0)
  return { kid, publicKey, sign: async (bytes) => sign(bytes), close: () => undefined }
}

/** Throws `weak-secret` for a PIN that is not 6 to 12 digits, or whose digits all repeat or run. */
export function assertStrongPin(pin: string): void {
  const digits = /^\d{6,12}$/.test(pin)
  const repeats = /^(\d)\1+$/.test(pin)
  const runs = '01234567890123456789'.includes(pin) || '98765432109876543210'.includes(pin)
  if (!digits || repeats || runs) throw new Refusal('weak-secret')
}
