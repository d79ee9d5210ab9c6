import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { finishing } from '../../journal/finishing.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { UnlockedToken } from '../../signing/key-token/key-tokens.ts'
import { kidOf } from '../../token/keys.ts'
import { keyTokens, refusalOfToken } from '../seal-settings/key-tokens.ts'
import { type IssuingKeyRow, keepKey, requestOf } from './issuing-key.ts'
import { type SealingKey, signedWith } from './sealing-key.ts'
import { retireKeysOf } from './withdraw-key.ts'

/** Where a key lives that never leaves its token; kept with the key. */
type TokenPlace = { readonly token: string }

/**
 * Makes a person's sealing key inside a key token with Ed25519, in place of the one under their PIN; the city lists it
 * by its request as any other. Throws `token-missing` where no such token is plugged in, and what `keyTokens` and
 * `refusalOfToken` make.
 */
export async function makeTokenKey(desk: Desk, user: string, pin: string): Promise<void> {
  const tokens = await keyTokens(desk)
  try {
    const found = await tokens.tokens()
    if (found.outcome !== 'found') throw refusalOfToken(found)
    const able = found.tokens.find(({ hasEd25519 }) => hasEd25519)
    if (!able) throw new Refusal('token-missing', { detail: 'Ed25519' })
    const outcome = await tokens.unlock(able.token, new TextEncoder().encode(pin))
    if (outcome.outcome !== 'unlocked') throw refusalOfToken(outcome)
    const made = await outcome.unlocked.generateIssuingKey(`Quay ${user}`)
    if (made.outcome !== 'generated') throw new Refusal('token-missing', { detail: made.outcome })
    const publicKey = Uint8Array.from(made.publicKey)
    const key = keyOn(outcome.unlocked, { kid: kidOf(publicKey), publicKey }, made.key, () => undefined)
    const now = desk.ports.clock.now()
    const request = await signedWith(key, (signer) => requestOf(desk, signer, now))
    await finishing(
      () =>
        desk.journal.command((writing) => {
          retireKeysOf(desk, writing, { user, role: 'ward-police', session: '-' }, user)
          keepKey(
            writing,
            {
              kid: key.kid,
              user,
              public_key: Buffer.from(publicKey),
              salt: null,
              wrapped: null,
              made_at: vietnamTime(now),
              request: Buffer.from(request),
            },
            'current',
            { token: JSON.stringify({ token: able.token } satisfies TokenPlace), token_key: made.key },
          )
        }),
      () => {
        // Which key is whose has no second copy.
        desk.store.settle()
        desk.sync.wake()
        desk.notify('keys', 'staff')
      },
    )
  } finally {
    tokens.close()
  }
}

/** Opens a sealing key on its token with the token's PIN, for one act. Throws as `makeTokenKey`. */
export async function openTokenKey(
  desk: Desk,
  row: IssuingKeyRow & { token: string; token_key: string },
  pin: string,
): Promise<SealingKey> {
  // Written by `makeTokenKey` only.
  const place = JSON.parse(row.token) as TokenPlace
  const tokens = await keyTokens(desk)
  const outcome = await tokens.unlock(place.token, new TextEncoder().encode(pin))
  if (outcome.outcome !== 'unlocked') {
    tokens.close()
    throw refusalOfToken(outcome)
  }
  const named = { kid: row.kid, publicKey: Uint8Array.from(row.public_key) }
  return keyOn(outcome.unlocked, named, row.token_key, () => tokens.close())
}

function keyOn(
  unlocked: UnlockedToken,
  named: Pick<SealingKey, 'kid' | 'publicKey'>,
  name: string,
  close: () => void,
): SealingKey {
  return {
    ...named,
    close,
    async sign(bytes) {
      const answer = await unlocked.sign(name, bytes)
      if (answer.outcome === 'signed') return Uint8Array.from(answer.signature)
      throw new Refusal('token-missing', { detail: answer.outcome })
    },
  }
}
