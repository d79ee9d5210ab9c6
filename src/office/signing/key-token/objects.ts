import type { KeyKind } from '../certificate.ts'
import type { CertificateOnToken, KeyOnToken } from './messages.ts'
import { type Attribute, ck, type Handle, type Pkcs11 } from './pkcs11.ts'

/** A session on a token. */
export type OpenSession = { readonly module: Pkcs11; readonly session: Handle }

/** A private key with its handle in this session. */
export type FoundKey = { readonly told: KeyOnToken; readonly handle: Handle }

const p256 = Buffer.from('06082a8648ce3d030107', 'hex')

/** Every certificate on the token; they are readable without a PIN. */
export function certificatesOn(open: OpenSession): CertificateOnToken[] {
  return objectsOf(open, ck.class.certificate).flatMap((object) => {
    const der = attributeOf(open, object, ck.attribute.value)
    return der?.length ? [{ label: labelOf(open, object), der: new Uint8Array(der) }] : []
  })
}

/** Every private key of the unlocked token that signs in one of our ways. */
export function keysOn(open: OpenSession): FoundKey[] {
  return objectsOf(open, ck.class.privateKey).flatMap((handle) => {
    const kind = kindOfKey(open, handle)
    if (!kind || attributeOf(open, handle, ck.attribute.sign)?.[0] !== 1) return []
    const id = attributeOf(open, handle, ck.attribute.id) ?? Buffer.alloc(0)
    return [
      {
        handle,
        told: {
          key: `${kind}:${id.toString('hex')}`,
          label: labelOf(open, handle),
          kind,
          certificate: certificateWith(open, id),
          publicKey: kind === 'ed25519' ? edwardsPoint(open, id) : null,
          pinEachTime: attributeOf(open, handle, ck.attribute.pinEachTime)?.[0] === 1,
        },
      },
    ]
  })
}

/** The 32 bytes of the public key with that id, or null (PKCS#11 3.0 section 2.3.5: an OCTET STRING around them). */
export function edwardsPoint(open: OpenSession, id: Buffer): Uint8Array | null {
  const [object] = objectsOf(open, ck.class.publicKey, { type: ck.attribute.id, value: id })
  const point = object && attributeOf(open, object, ck.attribute.ecPoint)
  // Some modules leave the OCTET STRING out.
  return point && point.length >= 32 ? new Uint8Array(point.subarray(-32)) : null
}

function certificateWith(open: OpenSession, id: Buffer): Uint8Array | null {
  if (id.length === 0) return null
  const [object] = objectsOf(open, ck.class.certificate, { type: ck.attribute.id, value: id })
  const der = object && attributeOf(open, object, ck.attribute.value)
  return der?.length ? new Uint8Array(der) : null
}

function kindOfKey(open: OpenSession, object: Handle): KeyKind | null {
  const type = numberOf(attributeOf(open, object, ck.attribute.keyType))
  if (type === ck.key.rsa) return 'rsa'
  if (type === ck.key.edwards) return 'ed25519'
  const curve = type === ck.key.elliptic ? attributeOf(open, object, ck.attribute.ecParameters) : null
  return curve?.equals(p256) ? 'p256' : null
}

function objectsOf({ module, session }: OpenSession, kind: number, ...more: Attribute[]): Handle[] {
  module.C_FindObjectsInit(session, [{ type: ck.attribute.class, value: kind }, ...more])
  try {
    const found: Handle[] = []
    for (;;) {
      const some = module.C_FindObjects(session, 64)
      if (some.length === 0) return found
      found.push(...some)
    }
  } finally {
    module.C_FindObjectsFinal(session)
  }
}

/** An attribute, or null where the object has none or keeps it to itself. */
function attributeOf({ module, session }: OpenSession, object: Handle, type: number): Buffer | null {
  try {
    return module.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? null
  } catch {
    // Which of the return values says so differs between vendors; a token that is gone shows at the next call.
    return null
  }
}

const labelOf = (open: OpenSession, object: Handle) =>
  attributeOf(open, object, ck.attribute.label)?.toString('utf8').replace(/\0+$/, '') ?? ''

/** A C integer of the machine this runs on, all of them little-endian. */
const numberOf = (value: Buffer | null) =>
  value?.length ? value.readUIntLE(0, Math.min(6, value.length)) : null
