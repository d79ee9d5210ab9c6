import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { stretch } from '../../office/database/key-slots.ts'
import {
  openSubjectKey,
  recipientOf,
  sealSubjectKey,
  x25519PublicKey,
} from '../../office/sync/subject-key.ts'
import { keyFromSeed, signBytes, verifySignature } from '../../office/token/keys.ts'
import { type Check, finding } from './check.ts'

/** RFC 8032 section 7.1, test 1: the empty message. */
const rfc8032 = {
  seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  signature:
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
}

/** What the seals, the journal's keys and the sync stand on. */
export const cryptographyChecks: readonly Check[] = [
  {
    name: 'Ed25519',
    run() {
      const key = keyFromSeed(Uint8Array.from(Buffer.from(rfc8032.seed, 'hex')))
      const signature = signBytes(new Uint8Array(0), key)
      const flipped = signature.map((byte, at) => (at === 3 ? byte ^ 1 : byte))
      const holds =
        Buffer.from(key.publicKey).toString('hex') === rfc8032.publicKey &&
        Buffer.from(signature).toString('hex') === rfc8032.signature &&
        verifySignature(new Uint8Array(0), signature, key.publicKey) &&
        !verifySignature(new Uint8Array(0), flipped, key.publicKey)
      return finding(holds, 'RFC 8032 test 1')
    },
  },
  {
    name: 'X25519, HPKE',
    async run() {
      const { privateKey } = generateKeyPairSync('x25519')
      const raw = Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
      const secret = Uint8Array.from(randomBytes(32))
      const sealed = await sealSubjectKey('self-test', secret, recipientOf(x25519PublicKey(raw)))
      const opened = await openSubjectKey(sealed, raw)
      const other = await openSubjectKey({ ...sealed, subject: 'another' }, raw)
      return finding(
        opened !== null && Buffer.compare(opened, secret) === 0 && other === null,
        'RFC 9180, base mode',
      )
    },
  },
  {
    name: 'zstd',
    run() {
      const bytes = Buffer.from('Quầy Một Cửa '.repeat(1000))
      const packed = zstdCompressSync(bytes)
      return finding(zstdDecompressSync(packed).equals(bytes), `${bytes.length} → ${packed.length} bytes`)
    },
  },
  {
    name: 'Argon2id',
    async run() {
      const begun = performance.now()
      const key = await stretch('self-test', Buffer.alloc(16, 1))
      const again = await stretch('self-tesT', Buffer.alloc(16, 1))
      const each = Math.round((performance.now() - begun) / 2)
      return finding(key.length === 32 && !key.equals(again), `64 MiB, ${each} ms`)
    },
  },
]
