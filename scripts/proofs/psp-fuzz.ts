import { generateKeyPairSync } from 'node:crypto'
import { readForIntake } from '../../src/city/judge/reading.ts'
import {
  isSignedBundle,
  contentOf,
  openBundle,
  readBundle,
  sealBundle,
} from '../../src/office/sync/bundle/seal.ts'
import { keyIdOf, spkiOf, publicKeyFromRaw } from '../../src/office/sync/ed25519.ts'
import { isDigestOf, signRequest, verifyHead } from '../../src/office/sync/signature.ts'
import { x25519PublicKey } from '../../src/office/sync/subject-key.ts'
import { openedStream, withLine, emptyDisk, newestOf } from './psp-disk.ts'
import { registered } from './psp-hard.ts'
import type { Random } from './random.ts'

/** `believed`: changed and taken all the same; `onlyBySignature`: nothing but a signature or a seal stood against it. */
export type Fuzzed = {
  lines: number
  bundles: number
  headers: number
  believed: number
  crashes: number
  onlyBySignature: number
  slowestMs: number
  first: string | null
}

/** One random change: a byte flipped, a piece cut away, doubled, thrown in or taken out. */
function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length)
  const piece = bytes.subarray(at, at + 1 + random.below(40))
  switch (random.below(5)) {
    case 0:
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 + random.below(255)))
    case 1:
      return bytes.subarray(0, at)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)])
    default:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)])
  }
}

/** So many inputs: seven of ten are lines, two headers, one a bundle. No reader may throw or believe a changed one. */
export async function fuzz(inputs: number, random: Random): Promise<Fuzzed> {
  const fuzzed: Fuzzed = {
    lines: 0,
    bundles: 0,
    headers: 0,
    believed: 0,
    crashes: 0,
    onlyBySignature: 0,
    slowestMs: 0,
    first: null,
  }
  const [line, bundle, header] = [lineTrial(), await bundleTrial(), headerTrial()]
  for (let n = 0; n < inputs; n += 1) {
    const kind = n % 10 < 7 ? 'lines' : n % 10 < 9 ? 'headers' : 'bundles'
    const trial = kind === 'lines' ? line : kind === 'headers' ? header : bundle
    fuzzed[kind] += 1
    const begun = process.cpuUsage()
    try {
      const outcome = await trial(random)
      if (outcome === 'believed') fuzzed.believed += 1
      if (outcome === 'unsigned') fuzzed.onlyBySignature += 1
      if (outcome === 'believed') fuzzed.first ??= `a changed one of the ${kind} was believed (input ${n})`
    } catch (error) {
      fuzzed.crashes += 1
      fuzzed.first ??= `${kind}, input ${n}: ${error instanceof Error ? error.message : 'thrown'}`
    }
    const { user, system } = process.cpuUsage(begun)
    fuzzed.slowestMs = Math.max(fuzzed.slowestMs, (user + system) / 1000)
  }
  return fuzzed
}

/** `same`: the change changed nothing. `unsigned`: only the signature or the seal was against it. */
type Outcome = 'refused' | 'unsigned' | 'believed' | 'same'
type Trial = (random: Random) => Outcome | Promise<Outcome>

const device = 'D'.repeat(43)

/** A changed line is another line: it never has the hash of the one it was, so it breaks the chain behind it. */
function lineTrial(): Trial {
  const { line, hash } = newestOf(withLine(emptyDisk(device), registered())).rows[0] ?? { line: '', hash: '' }
  const bytes = Buffer.from(line)
  return (random) => {
    const text = Buffer.from(changed(bytes, random)).toString('utf8')
    const read = readForIntake(text)
    if (text === line) return 'same'
    if (read === null) return 'refused'
    return read.hash === hash ? 'believed' : 'unsigned'
  }
}

/** A changed request of a PC, in any of its headers, its address or its body. */
function headerTrial(): Trial {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const keyId = keyIdOf(spkiOf(privateKey))
  const url = 'http://city.invalid/sync/v1/streams/00000000-0000-4000-8000-000000000000/events'
  const headers = new Headers({
    'content-type': 'application/x-ndjson',
    'content-encoding': 'zstd',
    'psp-stream-head': 'seq=1, hash=:AAAA:',
  })
  const body = Buffer.from('{"seq":1}\n')
  signRequest({ method: 'POST', url, headers }, body, { keyId, key: privateKey, nonce: 'N'.repeat(22) })
  const names = [...headers.keys()]
  return async (random) => {
    const name = names[random.below(names.length)] ?? ''
    const before = headers.get(name) ?? ''
    const after = Buffer.from(changed(Buffer.from(before), random)).toString('latin1')
    const sent = new Headers(headers)
    try {
      sent.set(name, after)
    } catch {
      // No server ever sees a header that cannot be written.
      return 'refused'
    }
    if (sent.get(name)?.trim() === before) return 'same'
    // The last character of a signature carries four bits that belong to no byte of it.
    if (name === 'signature' && isSameBytes(before, after)) return 'same'
    const request = { method: 'POST', url, headers: sent }
    const verified = await verifyHead(request, async (id) => (id === keyId ? publicKey : null))
    if (verified === 'signature') return 'unsigned'
    if (typeof verified === 'string') return 'refused'
    return isDigestOf(request, body) ? 'believed' : 'unsigned'
  }
}

function isSameBytes(one: string, other: string): boolean {
  const bytesOf = (text: string) =>
    Buffer.from(/^psp=:([A-Za-z0-9+/]{86}==):$/.exec(text)?.[1] ?? text, 'base64')
  return bytesOf(one).equals(bytesOf(other))
}

/** A changed bundle; one of five is sealed again after the change, as anybody can who knows the city's public key. */
async function bundleTrial(): Promise<Trial> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { privateKey: stranger } = generateKeyPairSync('ed25519')
  const city = new Uint8Array(32).fill(7)
  const recipient = Buffer.from(x25519PublicKey(city)).toString('base64url')
  const key = publicKeyFromRaw(spkiOf(privateKey).subarray(-32).toString('base64url'))
  const header = {
    format: 'psp-bundle/1',
    kind: 'lines',
    ward: '39901',
    device,
    to: 'city',
    part: 1,
    isLast: true,
    first: 1,
    last: 1,
  } as const
  const content = [JSON.stringify(openedStream(device, 'enrolment', null)), '{"seq":1}']
  const bytes = await sealBundle(header, content, privateKey, recipient)
  return async (random) => {
    const isResealed = random.chance(0.2)
    const text = isResealed
      ? [Buffer.from(changed(Buffer.from(content[0] ?? ''), random)).toString('utf8')]
      : []
    const file = isResealed ? await sealBundle(header, text, stranger, recipient) : changed(bytes, random)
    if (Buffer.compare(file, bytes) === 0) return 'same'
    const read = readBundle(file)
    if (typeof read === 'string') return 'refused'
    const opened = await openBundle(read, city)
    if (typeof opened === 'string') return 'unsigned'
    if (!isSignedBundle(opened, key)) return 'unsigned'
    return contentOf(opened) === null ? 'refused' : 'believed'
  }
}
