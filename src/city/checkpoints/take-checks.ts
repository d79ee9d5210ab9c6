import {
  type Check,
  type ChecksAnswer,
  type ChecksBatch,
  checksBatchSchema,
  maxChecksBytes,
} from '../../contract/sync/checks.ts'
import { dateAt } from '../../domain/calendar.ts'
import { jsonOf } from '../body.ts'
import { type Desk, serverTime } from '../desk.ts'
import { RequestRefused } from '../refusal.ts'
import type { CheckpointRow, CheckRow } from '../store/check-rows.ts'
import { raiseFlags } from './raise-flags.ts'

/** Keeps a batch of checks: all of it, each check once, or nothing. */
export async function takeChecks(
  desk: Desk,
  checkpoint: CheckpointRow,
  request: Request,
): Promise<ChecksAnswer> {
  const batch = checksBatchSchema.safeParse(jsonOf(await desk.bodies.read(request, maxChecksBytes)))
  if (!batch.success) throw new RequestRefused('malformed')
  const now = desk.now()
  const rows = batch.data.checks.map((check) => rowOf(checkpoint.id, batch.data.place, check, now))
  const stored = await desk.store.write(async (store) => {
    const kept = await store.keepChecks(rows)
    const { name, ward } = batch.data.place
    await store.saveSeen(checkpoint.id, { at: serverTime(desk), place: placeName(name), placeWard: ward })
    // Within the commit that keeps the checks: a flag is there as soon as its checks are counted. Checks that are known
    // may bring a comparison that was made since.
    await raiseFlags(store, rows)
    return kept
  })
  return { stored, known: rows.length - stored, serverTime: serverTime(desk) }
}

/** A device's clock may be ahead; nothing was checked after it was told. */
function rowOf(checkpoint: string, place: ChecksBatch['place'], check: Check, now: number): CheckRow {
  const at = Math.min(Date.parse(check.at), now)
  const { paper } = check
  return {
    checkpoint,
    id: check.id,
    at: new Date(at).toISOString(),
    receivedAt: new Date(now).toISOString(),
    day: dateAt(at),
    place: placeName(place.name),
    placeWard: place.ward,
    latitude: place.position?.latitude ?? null,
    longitude: place.position?.longitude ?? null,
    answer: check.answer,
    reason: check.reason,
    compared: check.compared,
    paper: paper?.digest ?? null,
    paperKind: paper?.kind ?? null,
    issuerWard: paper?.ward ?? null,
    visits: paper?.visits?.[0] ?? null,
    visitDays: paper?.visits?.[1] ?? null,
  }
}

/** Two phones at one checkpoint are typed into by two people. */
function placeName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim()
}
