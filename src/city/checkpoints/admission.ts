import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type PairingAnswer, pairingRequestSchema } from '../../contract/sync/checks.ts'
import { jsonOf } from '../body.ts'
import { makeCode } from '../codes.ts'
import { type Desk, serverTime } from '../desk.ts'
import { RequestRefused } from '../refusal.ts'
import { writeAudit } from '../operators/audit.ts'
import type { CheckpointRow } from '../store/check-rows.ts'
import type { Rows } from '../store/store.ts'

const codeLength = 10
/** A code lets in every device of the checkpoints that are set up on one day. */
const codeMs = 24 * 3_600_000
const longestRequest = 1_024

/** The code of every training city: it guards nothing. */
export const trainingCode = 'TAPHUAN222'

/** Makes a code by which the devices of checkpoints are let in for a day; only its hash is kept. */
export async function makeCheckpointCode(desk: Desk): Promise<string> {
  const code = makeCode(codeLength)
  const expiresAt = new Date(desk.now() + codeMs).toISOString()
  await desk.store.write((rows) => rows.saveCheckpointCode({ codeHash: hashOf(code), expiresAt }))
  return code
}

/**
 * Lets a device in by a code: it gets a name and a secret of its own. Refuses `pairing-refused`, and what `letIn` throws
 * once the code is found to be good (its hash is told).
 */
export async function pair(
  desk: Desk,
  request: Request,
  letIn: (codeHash: string) => void,
): Promise<PairingAnswer> {
  const asked = pairingRequestSchema.safeParse(jsonOf(await desk.bodies.read(request, longestRequest)))
  if (!asked.success) throw new RequestRefused('malformed')
  const secret = randomBytes(32).toString('base64url')
  const row = { id: randomUUID(), secretHash: hashOf(secret), pairedAt: serverTime(desk) }
  const codeHash = hashOf(asked.data.code)
  const code = await desk.store.read((rows) => rows.checkpointCode(codeHash))
  const isGood =
    (code && code.expiresAt > serverTime(desk)) || (desk.isTraining && asked.data.code === trainingCode)
  if (!isGood) throw new RequestRefused('pairing-refused')
  letIn(codeHash)
  await desk.store.write((rows) => rows.addCheckpoint(row))
  return { checkpoint: row.id, secret }
}

/** The paired device that sent a request, by its bearer secret. Refuses `checkpoint-unknown`. */
export async function checkpointOf(desk: Desk, request: Request): Promise<CheckpointRow> {
  const secret = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  const found = secret === undefined ? null : await desk.store.read((rows) => rows.checkpoint(hashOf(secret)))
  if (!found) throw new RequestRefused('checkpoint-unknown')
  return found
}

/** Takes nothing more of a device from now on (a lost telephone); false when there is none of that name. */
export async function revokeCheckpoint(
  desk: Desk,
  rows: Rows,
  id: string,
  operator: string,
): Promise<boolean> {
  const found = (await rows.checkpoints()).find((one) => one.id === id)
  if (!found) return false
  if (found.revokedAt !== null) return true
  await rows.revokeCheckpoint(id, serverTime(desk))
  const { place, placeWard } = found
  await writeAudit(rows, serverTime(desk), operator, 'checkpoint.revoked', { id, place, ward: placeWard })
  return true
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
