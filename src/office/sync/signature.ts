import { createHash, type KeyObject, sign, verify } from 'node:crypto'

/*
 * RFC 9421 HTTP message signatures, one fixed profile (PSP/1 section 8): label `psp`, Ed25519, a nonce instead of a
 * creation time because old PCs have wrong clocks, and exactly the components below.
 */

/** What is signed of a request: method, absolute URL, headers. */
export type SignedMessage = { readonly method: string; readonly url: string; readonly headers: Headers }

/** Who signs. `nonce` is the server's last `PSP-Nonce`, or empty when none is known yet. */
export type Signer = { readonly keyId: string; readonly key: KeyObject; readonly nonce: string }

/** What a verified signature says of its maker. */
export type VerifiedSignature = { readonly keyId: string; readonly nonce: string }

/** Why a signature does not hold; `unsigned` when there is none of this profile. */
export type SignatureFault = 'unsigned' | 'components' | 'parameters' | 'unknown-key' | 'signature'

const requestComponents = ['@method', '@authority', '@path', '@query']
/** Signed whenever the request has them; a request without body leaves them out. */
const optionalHeaders = ['content-digest', 'content-type', 'content-encoding', 'psp-stream-head']

/** `Content-Digest` of the bytes as sent, after content coding (RFC 9530). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/**
 * The signature base (RFC 9421 section 2.5) of these components; `parameters` is the text after the label.
 * Throws for a header the message does not have and for a derived component outside the profile.
 */
export function signatureBase(
  message: SignedMessage,
  components: readonly string[],
  parameters: string,
): string {
  const url = new URL(message.url)
  const lines = components.map((name) => `"${name}": ${componentValue(message, url, name)}`)
  return [...lines, `"@signature-params": ${parameters}`].join('\n')
}

/** Adds `Content-Digest` (when there is a body), `Signature-Input` and `Signature` to the message's headers. */
export function signRequest(message: SignedMessage, body: Uint8Array | null, signer: Signer): void {
  if (body) message.headers.set('content-digest', contentDigest(body))
  const components = componentsOf(message.headers)
  const parameters = `${componentList(components)};keyid="${signer.keyId}";alg="ed25519";nonce="${signer.nonce}";tag="psp-1"`
  const signature = sign(null, Buffer.from(signatureBase(message, components, parameters)), signer.key)
  message.headers.set('signature-input', `psp=${parameters}`)
  message.headers.set('signature', `psp=:${signature.toString('base64')}:`)
}

/**
 * Checks a request against the profile before its body is read: every component of it is signed, the key is known and the
 * signature is its. Whether the nonce is fresh, and the digest that of the body (`isDigestOf`), is the caller's to judge.
 */
export async function verifyHead(
  message: SignedMessage,
  findKey: (keyId: string) => Promise<KeyObject | null>,
): Promise<VerifiedSignature | SignatureFault> {
  const input = readSignatureInput(message.headers.get('signature-input'))
  const signature = /^psp=:([A-Za-z0-9+/]{86}==):$/.exec(message.headers.get('signature') ?? '')?.[1]
  if (!input || signature === undefined) return 'unsigned'
  const components = componentsOf(message.headers)
  if (input.components !== componentList(components)) return 'components'
  const { keyid, alg, nonce, tag } = input.values
  if (keyid === undefined || nonce === undefined || alg !== 'ed25519' || tag !== 'psp-1') return 'parameters'
  const key = await findKey(keyid)
  if (!key) return 'unknown-key'
  const base = Buffer.from(signatureBase(message, components, input.parameters))
  return verify(null, base, key, Buffer.from(signature, 'base64')) ? { keyId: keyid, nonce } : 'signature'
}

/** Whether a body is the one a request's signature speaks of; one of no bytes has no digest. */
export function isDigestOf({ headers }: Pick<SignedMessage, 'headers'>, body: Uint8Array): boolean {
  return headers.get('content-digest') === (body.length === 0 ? null : contentDigest(body))
}

function componentsOf(headers: Headers): string[] {
  return [...requestComponents, ...optionalHeaders.filter((name) => headers.has(name))]
}

function componentList(components: readonly string[]): string {
  return `(${components.map((name) => `"${name}"`).join(' ')})`
}

function componentValue(message: SignedMessage, url: URL, name: string): string {
  switch (name) {
    case '@method':
      return message.method.toUpperCase()
    case '@authority':
      return url.host
    case '@path':
      return url.pathname
    case '@query':
      return url.search === '' ? '?' : url.search
    default: {
      const value = name.startsWith('@') ? null : message.headers.get(name)
      if (value === null) throw new Error(`nothing to sign under "${name}"`)
      return value.trim()
    }
  }
}

/** Reads the one form of `Signature-Input` this profile writes; null for anything else. */
function readSignatureInput(text: string | null) {
  const match = /^psp=((\([^()]*\))((?:;[a-z]+="[^"\\]*")+))$/.exec(text ?? '')
  if (!match) return null
  const [, parameters = '', components = '', rest = ''] = match
  const values: Record<string, string | undefined> = {}
  for (const [, name = '', value] of rest.matchAll(/;([a-z]+)="([^"\\]*)"/g)) {
    if (Object.hasOwn(values, name)) return null
    values[name] = value
  }
  return { parameters, components, values }
}
