import { z } from 'zod'
import { base64url } from './base.ts'
import { sha256Text } from './event-line.ts'

/*
 * A ward hub (*máy trung chuyển của phường*): one PC of the ward takes the bundles of the others over the office's own
 * network, forwards them to the city unchanged, and keeps the city's answers for them. What it takes is sealed to the
 * city and signed by the PC, so that a hub can delay, and neither read nor forge. PROTOCOL.md, "Ward hub".
 */

/** Every path of a hub starts here. */
export const hubBase = '/hub/v1'
/** The port a hub is offered. */
export const usualHubPort = 8650

/**
 * Headers. Of a request: which PC asks (`device`, and its letters), a number of the hub's (`GET /nonce`; of the PC's own
 * where it asks for one), SHA-256 of the body, and
 * HMAC-SHA256 under the pairing code over `hubRequestText`. Of an answer: the hub's Ed25519 key, its signature over
 * `hubAnswerText`, and HMAC-SHA256 under the pairing code over key and signature.
 */
export const hubHeaders = {
  device: 'quay-hub-device',
  letters: 'quay-hub-letters',
  nonce: 'quay-hub-nonce',
  body: 'quay-hub-body',
  mac: 'quay-hub-mac',
  key: 'quay-hub-key',
  signature: 'quay-hub-signature',
} as const

/** What proves a request: all of it, so that nothing of one proves another. */
export type HubRequest = {
  readonly method: string
  readonly path: string
  readonly device: string
  readonly letters: string
  readonly nonce: string
  /** SHA-256 of the body, base64url. */
  readonly body: string
}

/** What the MAC of a request covers. */
export function hubRequestText({ method, path, device, letters, nonce, body }: HubRequest): string {
  return ['quay hub request', method, path, device, letters, nonce, body].join('\n')
}

/** What the hub signs: which request it answers (its MAC), how, and the SHA-256 of the answer. */
export function hubAnswerText(mac: string, status: number, body: string): string {
  return ['quay hub answer', mac, status, body].join('\n')
}

/** What the MAC of an answer covers: by it a PC that knows the code alone learns the key of its hub. */
export function hubKeyText(key: string, signature: string): string {
  return ['quay hub key', key, signature].join('\n')
}

/** `GET /nonce`: a number for one request, made by the hub and good for a moment. */
export const hubNonceSchema = z.object({ nonce: base64url.length(43) })

const count = z.int().nonnegative()
/** A line by its stream, number and hash: a PC that was put back from an older copy has others at the same numbers. */
const place = z.strictObject({ stream: z.uuid(), seq: count, hash: sha256Text })
export type HubPlace = z.infer<typeof place>

/** Why the hub did not get a bundle to the city: no answer, a busy or failing city, or something that is no city. */
export const hubCityProblems = ['unreachable', 'busy', 'garbled-answer'] as const

/** `GET /state`: what a hub holds for the PC that asks, and how the hub stands with the city. */
export const hubBoxSchema = z.object({
  ward: z.string(),
  /** The key of the ward's city that bundles are sealed to. */
  to: z.string(),
  /** The X25519 key that what a PC tells its neighbours is sealed to on its way to the hub, base64url. */
  answerKey: base64url.length(43),
  /** How far the hub has heard the PC that asks; null: nothing. */
  heard: place.nullable(),
  /** The streams of its neighbours with lines the city has not told here, and the last of each. */
  neighbours: z.array(place).max(64),
  /** Letters of the PC that is the hub. */
  letters: z.string(),
  /** Whether a bundle reached the city when one was last tried; null: none was tried since the hub's start. */
  cityProblem: z.enum(hubCityProblems).nullable(),
  lastForwardedAt: z.string().nullable(),
  /** Bundles that wait here for the city, oldest first. */
  waiting: z.array(z.object({ sha256: sha256Text, since: z.string(), bytes: count })),
  /** Answers of the city to be fetched, in their order. */
  answers: z.array(sha256Text),
  /** Bundles the city would not have, with its code and sentence. */
  refused: z.array(
    z.object({
      sha256: sha256Text,
      code: z.string(),
      detail: z.string(),
      expectedSeq: z.int().positive().nullable(),
    }),
  ),
})
export type HubBox = z.infer<typeof hubBoxSchema>

/** Most lines told at once, and about so many bytes of them; what is left comes with the next exchange. */
export const mostNeighbourLines = 500
export const mostNeighbourBytes = 1024 * 1024
/** Longest message between neighbours as it is sent, and once it is inflated. */
export const maxNeighbourBytes = 4 * 1024 * 1024
export const maxNeighbourContent = 8 * 1024 * 1024
const most = z.int().nonnegative().max(mostNeighbourLines)

/**
 * First line of what a PC tells its neighbours by way of the hub while the city is away: its stream and opening record,
 * the last receipt of the city for it, how far it knows each of theirs, and the keys it wants. After it come `keys`
 * subject keys and `lines` event lines of its own. Sealed to the hub, signed by the device key.
 */
export const neighbourAskSchema = z.strictObject({
  /** The X25519 key the answer is sealed to. */
  answerKey: base64url.length(43),
  stream: z.uuid(),
  opening: z.string().max(2048),
  receipt: z.string().max(2048).nullable(),
  after: z.array(place).max(64),
  wanted: z.array(z.strictObject({ subject: z.string().max(64), sha256: sha256Text })).max(500),
  keys: most,
  lines: most,
})
export type NeighbourAsk = z.infer<typeof neighbourAskSchema>

/** First line of what the hub tells of the others; keys and lines follow. */
export const neighbourToldSchema = z.strictObject({
  keys: z
    .int()
    .nonnegative()
    .max(2 * mostNeighbourLines),
  lines: most,
})
export const neighbourKeySchema = z.strictObject({
  subject: z.string().max(64),
  key: base64url.length(43),
})

/**
 * Why a hub does not take what is brought: not of this ward and city, or of another PC than the one that asks; of a PC
 * the city does not name as one of the ward; altered on the way; the PC's share is used up; the hub's disk is full; too
 * many at once.
 */
export const hubRefusals = [
  'not-ours',
  'not-member',
  'altered',
  'share-full',
  'disk-full',
  'busy',
  'not-found',
] as const
export type HubRefusal = (typeof hubRefusals)[number]
export const hubRefusedSchema = z.object({ code: z.enum(hubRefusals) })

/** What a PC has to know of a hub; `key`: SHA-256 of its SPKI in hex, null where only address and code were typed. */
export type HubAddress = {
  readonly host: string
  readonly port: number
  readonly key: string | null
  readonly code: string
}

const hubText = /^QUAY-HUB:1 ([0-9.]{7,15}):([0-9]{1,5}) ([0-9A-F]{64}) ([0-9A-Z]{20})$/

/** The text of a hub's QR; letters a reader in keyboard mode brings through any input method. */
export function writeHubText({ host, port, key, code }: HubAddress & { readonly key: string }): string {
  return `QUAY-HUB:1 ${host}:${port} ${key.toUpperCase()} ${readHubCode(code)}`
}

/** Reads what was scanned; null when it is no hub's. */
export function readHubText(text: string): HubAddress | null {
  const [, host, port, key, code] = hubText.exec(text.trim().toUpperCase()) ?? []
  if (host === undefined || key === undefined || code === undefined) return null
  return { host, port: Number(port), key: key.toLowerCase(), code }
}

/** Letters of pairing codes: none looks like another. */
export const hubCodeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 98 bits. */
export const hubCodeLength = 20

/** A code as it is used, from what somebody typed: blanks, hyphens and case do not matter. */
export function readHubCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
}

/** A code as people read it, in groups of five. */
export function showHubCode(code: string): string {
  return code.replace(/(.{5})(?=.)/g, '$1-')
}

const typedAddress = /^(?:http:\/\/)?([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?::([0-9]{1,5}))?\/?$/

/** Reads an address as people type it, `192.168.1.10` or with its port; null when it is none. */
export function readHubAddress(typed: string): { readonly host: string; readonly port: number } | null {
  const [, host, port] = typedAddress.exec(typed.trim()) ?? []
  const number = port === undefined ? usualHubPort : Number(port)
  if (host === undefined || host.split('.').some((part) => Number(part) > 255)) return null
  return number >= 1 && number <= 65_535 ? { host, port: number } : null
}
