import {
  sealedSubjectKeySchema,
  type SubjectKeysFound,
  subjectKeysWantedSchema,
  type WantedKey,
} from '../contract/sync/subject-key.ts'
import { readLine } from '../office/journal/line.ts'
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

/** The key stands in the first personal line of a subject; so many lines are looked through for it. */
const linesToTheKey = 100

/**
 * Opens a subject's key; null when it is not here. Throws when it does not fit its commitment. Which one it is the first
 * accepted line of the subject says: whoever sends another for it later, under whatever commitment, changes nothing.
 */
export async function openKeptKey(desk: Desk, ward: string, subject: string): Promise<Uint8Array | null> {
  const { kept, lines } = await desk.store.read(async (rows) => {
    return {
      kept: await rows.subjectKeys(ward, subject),
      lines: await rows.linesOfSubject(ward, subject, linesToTheKey),
    }
  })
  const said = lines.flatMap(({ line, status }) => (status === 'accepted' ? (readLine(line) ?? []) : []))
  const sha256 = said.find((event) => event.subjectKey)?.subjectKey?.sha256
  const fitting = kept.filter((one) => sha256 === undefined || one.sha256 === sha256)
  if (fitting.length === 0) return null
  for (const sealed of fitting) {
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
