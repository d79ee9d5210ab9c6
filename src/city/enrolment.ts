import { createHash, verify } from 'node:crypto'
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentRequestSchema,
  enrolmentText,
} from '../contract/sync/enrolment.ts'
import type { IssuerAnswer } from '../contract/sync/issuer.ts'
import { deviceKeyFromSpki, keyIdOf } from '../office/sync/ed25519.ts'
import { type ReceivedRequest, readIssuerRequest } from '../office/token/issuer-request.ts'
import { trainingIssuer } from '../office/token/training-issuer.ts'
import { keyKinds, type SigningKey } from '../office/token/types.ts'
import { jsonOf, longestSmallBody } from './body.ts'
import { makeCode } from './codes.ts'
import { type Asker, type Desk, serverTime } from './desk.ts'
import { receiptKeyOf } from './keys.ts'
import { publishTrustList, today, withdrawnRootsOf } from './lists.ts'
import { RequestRefused } from './refusal.ts'
import type { DeviceRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'
import { kidOfIssuer } from './withdrawals/entries.ts'

const codeLength = 10
const codeMs = 15 * 60_000
const issuerDays = 395
/** What a ward may ask to sign; the rest is the city's and the training key's. */
const wardKinds = keyKinds.permit | keyKinds.marketCard | keyKinds.organisation
/** Letters in the numbers of a PC; I and O read like digits, and Z is every office's that is not enrolled yet. */
const deviceLetters = Array.from('ABCDEFGHJKLMNPQRSTUVWXY')

/** How often a PC is asked to talk, seconds. */
export const intervals = { pushS: 10, feedWaitS: 25, heartbeatS: 300 }

/** Makes a one-time code for one PC of a ward; only its hash is kept. Throws for an unknown ward. */
export async function makeEnrolmentCode(desk: Desk, ward: string): Promise<string> {
  const code = makeCode(codeLength)
  await desk.store.write(async (rows) => {
    if (!(await rows.ward(ward))) throw new Error(`there is no ward ${ward}`)
    const expiresAt = new Date(desk.now() + codeMs).toISOString()
    await rows.saveEnrolment({ codeHash: hashOf(code), ward, expiresAt, usedBy: null })
  })
  return code
}

/**
 * Lets a PC in by its one-time code: it must hold the key it shows, and its issuer key, if any, goes on the trust
 * list. The same PC asking again with the same code gets the same answer (the first may have been lost on the way);
 * anyone else is refused.
 */
export async function enrol(desk: Desk, request: Request): Promise<EnrolmentAnswer> {
  const asked = enrolmentRequestSchema.safeParse(jsonOf(await desk.bodies.read(request, longestSmallBody)))
  if (!asked.success) throw new RequestRefused('malformed')
  const spki = Buffer.from(asked.data.spki, 'base64url')
  const key = deviceKeyFromSpki(spki)
  const signature = Buffer.from(asked.data.signature, 'base64url')
  if (!key || !verify(null, Buffer.from(enrolmentText(asked.data)), key, signature))
    throw new RequestRefused('bad-signature')
  return desk.store.write((rows) => letIn(desk, rows, asked.data, keyIdOf(spki)))
}

async function letIn(
  desk: Desk,
  rows: Rows,
  asked: EnrolmentRequest,
  deviceId: string,
): Promise<EnrolmentAnswer> {
  const ward = await useCode(desk, rows, asked.code, deviceId)
  const device = await enrolDevice(desk, rows, asked, deviceId, ward.code)
  const issuer = asked.issuerRequest === null ? null : readIssuer(fromText(asked.issuerRequest), ward.code)
  if (issuer) await admitIssuer(desk, rows, issuer, ward.code)
  return {
    deviceId,
    city: desk.name,
    ward: ward.code,
    wardName: ward.name,
    letters: device.letters,
    receiptKeys: [receiptKeyOf(desk.keys)],
    subjectKey: desk.keys.subject.recipient,
    roots: await rootsOf(desk, rows),
    issuerFingerprint: issuer?.fingerprint ?? null,
    intervals,
    feedEpoch: desk.feedEpoch,
    serverTime: serverTime(desk),
  }
}

/** The roots that may sign trust lists, hex: both, or the spare one alone once the first is withdrawn. */
export async function rootsOf(desk: Desk, rows: Rows): Promise<string[]> {
  const withdrawn = await withdrawnRootsOf(rows)
  return [desk.keys.root, desk.keys.spareRoot].filter((root) => !withdrawn.includes(root.kid)).map(hexOf)
}

/** Both roots, hex, withdrawn or not: what was pinned once is never said differently. */
export function bothRoots(desk: Desk): string[] {
  return [desk.keys.root, desk.keys.spareRoot].map(hexOf)
}

function hexOf(root: Pick<SigningKey, 'publicKey'>): string {
  return Buffer.from(root.publicKey).toString('hex')
}

async function useCode(desk: Desk, rows: Rows, code: string, deviceId: string) {
  const enrolment = await rows.enrolment(hashOf(code))
  const isOver = !enrolment || enrolment.expiresAt <= serverTime(desk)
  if (isOver || (enrolment.usedBy !== null && enrolment.usedBy !== deviceId))
    throw new RequestRefused('enrolment-refused')
  const ward = await rows.ward(enrolment.ward)
  if (!ward) throw new RequestRefused('ward-unknown')
  await rows.saveEnrolment({ ...enrolment, usedBy: deviceId })
  return ward
}

async function enrolDevice(
  desk: Desk,
  rows: Rows,
  asked: EnrolmentRequest,
  id: string,
  ward: string,
): Promise<DeviceRow> {
  const before = await rows.device(id)
  if (before && before.ward !== ward) throw new RequestRefused('ward-mismatch')
  if (before && before.state !== 'active') throw new RequestRefused(`device-${before.state}`)
  const device: DeviceRow = before ?? {
    id,
    ward,
    letters: nextLetters(new Set(await rows.lettersTaken(ward))),
    spki: asked.spki,
    state: 'active',
    appVersion: asked.appVersion,
    enrolledAt: serverTime(desk),
  }
  await rows.saveDevice({ ...device, appVersion: asked.appVersion })
  return device
}

/**
 * A sealing key of an enrolled PC: each ward policeman has one, so they come one by one after the enrolment.
 * Repeating a request is harmless.
 */
export async function takeIssuerRequest(desk: Desk, asker: Asker): Promise<IssuerAnswer> {
  const issuer = readIssuer(asker.body, asker.device.ward)
  const listed = await desk.store.write((rows) => admitIssuer(desk, rows, issuer, asker.device.ward))
  return { fingerprint: issuer.fingerprint, listed }
}

function fromText(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'))
}

function readIssuer(bytes: Uint8Array, ward: string): ReceivedRequest {
  const read = readIssuerRequest(Uint8Array.from(bytes))
  if (!read.ok || read.request.ward !== Number(ward) || (read.request.kinds & ~wardKinds) !== 0)
    throw new RequestRefused('issuer-refused')
  return read.request
}

/**
 * Takes a key in; true when it is on the trust list. Until somebody at the city has compared its fingerprint by
 * telephone it is not, except in the training city. Keys taken before stay listed: the next one comes beside them.
 */
async function admitIssuer(desk: Desk, rows: Rows, issuer: ReceivedRequest, ward: string): Promise<boolean> {
  const publicKey = Buffer.from(issuer.publicKey).toString('hex')
  const others = await rows.issuers()
  const known = others.find((other) => other.publicKey === publicKey)
  if (known) return known.confirmedAt !== null
  const taken = [...others.map(kidOfIssuer), trainingIssuer.entry.kid]
  if (taken.includes(issuer.kid)) throw new RequestRefused('issuer-refused')
  const firstDay = today(desk) - 1
  await rows.saveIssuer({
    publicKey,
    ward,
    name: issuer.name,
    kinds: issuer.kinds,
    firstDay,
    lastDay: firstDay + issuerDays,
    withdrawnDay: null,
    withdrawnReason: null,
    requestedAt: serverTime(desk),
    confirmedAt: desk.isTraining ? serverTime(desk) : null,
  })
  if (desk.isTraining) await publishTrustList(desk, rows)
  else desk.log({ level: 'info', what: 'key-waits-for-confirmation', ward, kid: issuer.kid })
  return desk.isTraining
}

function nextLetters(taken: ReadonlySet<string>): string {
  const candidates = deviceLetters.flatMap((first) => deviceLetters.map((second) => first + second))
  const free = [...deviceLetters, ...candidates].find((letters) => !taken.has(letters))
  if (free === undefined) throw new Error('the ward has used up its device letters')
  return free
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
