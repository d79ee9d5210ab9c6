import type { Signer } from '../../token/types.ts'

/** A person's sealing key, open: its private half here in memory, or in a key token that answers when it has signed. */
export type SealingKey = Pick<Signer, 'kid' | 'publicKey'> & {
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>
  /** Ends what was opened for it. */
  readonly close: () => void
}

/**
 * Makes what is written for a key at hand with one that takes its time: once to learn what is to be signed, and again
 * with the signature. `make` must ask for the same bytes both times.
 */
export async function signedWith<Made>(key: SealingKey, make: (signer: Signer) => Made): Promise<Made> {
  const { kid, publicKey } = key
  const wanted: Uint8Array[] = []
  make({
    kid,
    publicKey,
    sign: (bytes) => {
      wanted.push(bytes)
      return new Uint8Array(64)
    },
  })
  const [bytes] = wanted
  if (!bytes || wanted.length !== 1) throw new Error('one signature is made at a time')
  const signature = await key.sign(bytes)
  return make({ kid, publicKey, sign: () => signature })
}
