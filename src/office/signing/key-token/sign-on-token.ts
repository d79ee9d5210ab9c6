import { createHash, randomBytes } from 'node:crypto'
import type { KeyKind } from '../certificate.ts'
import type { Answers } from './messages.ts'
import { edwardsPoint, type FoundKey, type OpenSession } from './objects.ts'
import { type Attribute, ck, type Handle } from './pkcs11.ts'

/** An unlocked token. */
export type UnlockedSession = OpenSession & { readonly slot: Handle }

/** DigestInfo of SHA-256 without the digest (RFC 8017 section 9.2, note 1). */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** The two ways in which modules name the curve (PKCS#11 3.0 section 2.3.3): its OID, or its name. */
const edwards25519 = [
  Buffer.from('06032b6570', 'hex'),
  Buffer.concat([Buffer.from('130c', 'hex'), Buffer.from('edwards25519')]),
]

/** Room for the longest signature, that of an RSA key of 8,192 bits. */
const longestSignature = 1024

/** Signs with a key of an unlocked token. Throws what the module throws. */
export function signOnToken(
  open: UnlockedSession,
  { told: key, handle }: FoundKey,
  bytes: Uint8Array,
): Answers['sign'] {
  if (key.pinEachTime) return { outcome: 'pin-each-time' }
  const { mechanism, input } = howToSign(open, key.kind, bytes)
  open.module.C_SignInit(open.session, { mechanism }, handle)
  const signature = open.module.C_Sign(open.session, input, Buffer.alloc(longestSignature))
  return { outcome: 'signed', signature: new Uint8Array(signature) }
}

/** What the token is given: it hashes itself only where every one of its kind can. */
function howToSign({ module, slot }: UnlockedSession, kind: KeyKind, bytes: Uint8Array) {
  if (kind === 'ed25519') return { mechanism: ck.mechanism.eddsa, input: Buffer.from(bytes) }
  const digest = createHash('sha256').update(bytes).digest()
  if (kind === 'p256') return { mechanism: ck.mechanism.ecdsa, input: digest }
  // Tokens in a strict mode sign no DigestInfo that somebody else has made.
  if (module.C_GetMechanismList(slot).includes(ck.mechanism.rsaSha256))
    return { mechanism: ck.mechanism.rsaSha256, input: Buffer.from(bytes) }
  return { mechanism: ck.mechanism.rsa, input: Buffer.concat([digestInfo, digest]) }
}

/** Whether the token in the slot can make and use Ed25519 keys. */
export function hasEd25519({ module, slot }: Pick<UnlockedSession, 'module' | 'slot'>): boolean {
  const mechanisms = module.C_GetMechanismList(slot)
  return mechanisms.includes(ck.mechanism.makeEdwards) && mechanisms.includes(ck.mechanism.eddsa)
}

/** Makes an Ed25519 key pair inside the token, from where the private half cannot be taken out. */
export function generateOnToken(open: UnlockedSession, label: string): Answers['generate'] {
  if (!hasEd25519(open)) return { outcome: 'no-ed25519' }
  const id = randomBytes(16)
  const named: Attribute[] = [
    { type: ck.attribute.token, value: true },
    { type: ck.attribute.id, value: id },
    { type: ck.attribute.label, value: Buffer.from(label) },
  ]
  const privateHalf: Attribute[] = [
    ...named,
    { type: ck.attribute.private, value: true },
    { type: ck.attribute.sensitive, value: true },
    { type: ck.attribute.extractable, value: false },
    { type: ck.attribute.sign, value: true },
  ]
  const make = (curve: Buffer) =>
    open.module.C_GenerateKeyPair(
      open.session,
      { mechanism: ck.mechanism.makeEdwards },
      [
        ...named,
        { type: ck.attribute.verify, value: true },
        { type: ck.attribute.ecParameters, value: curve },
      ],
      privateHalf,
    )
  const [identifier, curveName] = edwards25519 as [Buffer, Buffer]
  try {
    make(identifier)
  } catch {
    // A module that wants the name refuses the identifier; one that wants neither says why at the second call.
    make(curveName)
  }
  const publicKey = edwardsPoint(open, id)
  if (!publicKey) return { outcome: 'token-fault', detail: 'the token does not tell the public key it made' }
  return { outcome: 'generated', key: `ed25519:${id.toString('hex')}`, publicKey }
}
