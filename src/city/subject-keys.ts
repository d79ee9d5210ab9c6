import {
  sealedSubjectKeySchema,
  type SubjectKeysFound,
  subjectKeysWantedSchema,
  type WantedKey,
} from '../contract/sync/subject-key.ts'
import { openSubjectKey, sealSubjectKey } from '../office/sync/subject-key.ts'
import { decodeBody, jsonOf, linesOf, textOf } from './body.ts'
import type { Asker, Desk } from './desk.ts'
import { RequestRefused } from './refusal.ts'
import type { DeviceRow } from './store/rows.ts'

/** Keeps the sealed keys of a push, as they are; they are opened only when they are needed. Repeating is harmless. */
export async function keepSubjectKeys(
  desk: Desk,
  asker: Asker,
  ward: string,
  coding: string | null,
): Promise<{ kept: number }> {
  const lines = linesOf(textOf(decodeBody(asker.body, coding)))
  const keys = lines.map((line) => {
    const key = sealedSubjectKeySchema.safeParse(parse(line))
    if (!key.success || key.data.to !== desk.keys.subject.recipient.to) throw new RequestRefused('malformed')
    return { ward, ...key.data }
  })
  await desk.store.write((rows) => rows.keepSubjectKeys(keys))
  return { kept: keys.length }
}

/** Keys for a PC of the ward that asks for them, as `sealKeys` gives them. Refuses `malformed`. */
export async function wantedKeys(desk: Desk, { body, device }: Asker): Promise<SubjectKeysFound> {
  const asked = subjectKeysWantedSchema.safeParse(jsonOf(body))
  if (!asked.success) throw new RequestRefused('malformed')
  return sealKeys(desk, device, asked.data.to, asked.data.wanted)
}

/**
 * Seals keys of the ward's subjects to a PC of the ward, which has to read what its neighbours wrote: opened in memory,
 * one by one, and kept nowhere. `to`: the PC's X25519 key. Keys that are not here are left out.
 */
export async function sealKeys(
  desk: Desk,
  device: Pick<DeviceRow, 'id' | 'ward'>,
  to: string,
  wanted: readonly WantedKey[],
): Promise<SubjectKeysFound> {
  const keys: SubjectKeysFound['keys'] = []
  for (const { subject, sha256 } of wanted) {
    const kept = await desk.store.read((rows) => rows.subjectKeys(device.ward, subject))
    const fitting = kept.find((one) => one.sha256 === sha256)
    const key = fitting && (await openSubjectKey(fitting, desk.keys.subject.privateKey))
    if (key) keys.push(await sealSubjectKey(subject, key, { to: device.id, publicKey: to }))
  }
  return { keys }
}

/** Opens a subject's key; null when there is none. Throws when none of those kept fits its commitment. */
export async function openKeptKey(desk: Desk, ward: string, subject: string): Promise<Uint8Array | null> {
  const kept = await desk.store.read((rows) => rows.subjectKeys(ward, subject))
  if (kept.length === 0) return null
  for (const sealed of kept) {
    const key = await openSubjectKey(sealed, desk.keys.subject.privateKey)
    if (key) return key
  }
  throw new Error('a subject key does not fit its commitment')
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
