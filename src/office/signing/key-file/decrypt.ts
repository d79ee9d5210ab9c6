import { createDecipheriv, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { Integer, OctetString, Sequence } from 'asn1js'
import { type AlgorithmIdentifier, PBES2Params, PBKDF2Params } from 'pkijs'
import { pkcs12Key, pkcs12Password, purposes } from './pkcs12-key.ts'
import { decryptRc2 } from './rc2.ts'

/** The file is encrypted in a way that is not read here; `detail` names it. */
export class UnsupportedKeyFile extends Error {
  override readonly name = 'UnsupportedKeyFile'
}

/** A file that asks for more rounds would keep the office waiting; the usual figures are 2,048 to 1,000,000. */
const mostIterations = 2_000_000

/** Refuses a number of rounds that no honest file has. Throws UnsupportedKeyFile. */
export function assertIterations(iterations: number): number {
  if (iterations >= 1 && iterations <= mostIterations) return iterations
  throw new UnsupportedKeyFile(`${iterations} rounds of key derivation`)
}

/** PBE of PKCS#12 itself (RFC 7292 appendix C), as older programs and Windows write it. */
const legacy: Readonly<Record<string, { readonly cipher: 'des-ede3-cbc' | 'rc2'; readonly length: number }>> =
  {
    '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3-cbc', length: 24 },
    '1.2.840.113549.1.12.1.5': { cipher: 'rc2', length: 16 },
    '1.2.840.113549.1.12.1.6': { cipher: 'rc2', length: 5 },
  }

const pbes2 = '1.2.840.113549.1.5.13'
const pbkdf2Name = '1.2.840.113549.1.5.12'

/** Ciphers of PBES2 (RFC 8018 appendix B.2), with the length of their keys in bytes. */
const ciphers: Readonly<Record<string, { readonly cipher: string; readonly length: number }>> = {
  '2.16.840.1.101.3.4.1.2': { cipher: 'aes-128-cbc', length: 16 },
  '2.16.840.1.101.3.4.1.22': { cipher: 'aes-192-cbc', length: 24 },
  '2.16.840.1.101.3.4.1.42': { cipher: 'aes-256-cbc', length: 32 },
  '1.2.840.113549.3.7': { cipher: 'des-ede3-cbc', length: 24 },
}

/** PBKDF2's pseudo-random functions (RFC 8018 appendix B.1). */
const hmacs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

const derive = promisify(pbkdf2)

/**
 * Decrypts a part of a key file. Throws UnsupportedKeyFile for a method not known here, and another error where the
 * password does not open it.
 */
export async function decrypted(
  method: AlgorithmIdentifier,
  encrypted: Uint8Array,
  password: string,
): Promise<Buffer> {
  if (method.algorithmId === pbes2) return decryptedModern(method, encrypted, password)
  const known = legacy[method.algorithmId]
  if (!known) throw new UnsupportedKeyFile(`encryption ${method.algorithmId}`)
  const from = { hash: 'sha1', password: pkcs12Password(password), ...saltAndIterations(method) } as const
  const key = pkcs12Key(from, purposes.key, known.length)
  const initialVector = pkcs12Key(from, purposes.initialVector, 8)
  try {
    if (known.cipher === 'rc2') return decryptRc2(key, initialVector, encrypted)
    return deciphered(known.cipher, key, initialVector, encrypted)
  } finally {
    key.fill(0)
    from.password.fill(0)
  }
}

function saltAndIterations({ algorithmParams }: AlgorithmIdentifier) {
  const [salt, iterations] = algorithmParams instanceof Sequence ? algorithmParams.valueBlock.value : []
  if (!(salt instanceof OctetString) || !(iterations instanceof Integer))
    throw new UnsupportedKeyFile('encryption without salt and rounds')
  return {
    salt: new Uint8Array(salt.getValue()),
    iterations: assertIterations(iterations.valueBlock.valueDec),
  }
}

async function decryptedModern(
  method: AlgorithmIdentifier,
  encrypted: Uint8Array,
  password: string,
): Promise<Buffer> {
  const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: method.algorithmParams })
  const known = ciphers[encryptionScheme.algorithmId]
  const initialVector = encryptionScheme.algorithmParams
  if (!known || !(initialVector instanceof OctetString))
    throw new UnsupportedKeyFile(`cipher ${encryptionScheme.algorithmId}`)
  if (keyDerivationFunc.algorithmId !== pbkdf2Name)
    throw new UnsupportedKeyFile(`key derivation ${keyDerivationFunc.algorithmId}`)
  const { salt, iterationCount, hash } = derivation(keyDerivationFunc)
  const secret = Buffer.from(password)
  const key = await derive(secret, salt, iterationCount, known.length, hash)
  try {
    return deciphered(known.cipher, key, new Uint8Array(initialVector.getValue()), encrypted)
  } finally {
    key.fill(0)
    secret.fill(0)
  }
}

function derivation({ algorithmParams }: AlgorithmIdentifier) {
  const { salt, iterationCount, prf } = new PBKDF2Params({ schema: algorithmParams })
  // RFC 8018 appendix A.2: HMAC with SHA-1 where nothing is said.
  const name = prf?.algorithmId ?? '1.2.840.113549.2.7'
  const hash = hmacs[name]
  if (!(salt instanceof OctetString) || !hash) throw new UnsupportedKeyFile(`key derivation with ${name}`)
  return {
    salt: new Uint8Array(salt.getValue()),
    iterationCount: assertIterations(iterationCount),
    hash,
  }
}

function deciphered(
  cipher: string,
  key: Uint8Array,
  initialVector: Uint8Array,
  encrypted: Uint8Array,
): Buffer {
  const opened = createDecipheriv(cipher, key, initialVector)
  return Buffer.concat([opened.update(encrypted), opened.final()])
}
