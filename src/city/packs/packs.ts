import { createHash, randomUUID, sign } from 'node:crypto'
import type { PublishedPack } from '../../contract/sync/operator.ts'
import {
  maxPackBytes,
  type PackEnvelope,
  packEnvelopeSchema,
  packHeadSchema,
  packSignedText,
} from '../../contract/sync/pack.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import { appendCityLine } from '../own-lines.ts'
import type { PackRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'

/**
 * Signs a rule pack and tells the wards by a line in each one's feed, in one transaction. `wards` null: all of them,
 * and those to come. Publishing the same text again is harmless and reaches wards that did not have it. Refuses
 * `too-large`, `pack-unreadable`, `ward-unknown`, and `pack-version-taken` for another text under the same number.
 */
export async function publishPack(
  desk: Desk,
  text: string,
  wards: readonly string[] | null,
  operator: string,
): Promise<PublishedPack> {
  if (Buffer.byteLength(text) > maxPackBytes) throw new OperatorRefused('too-large')
  const head = packHeadSchema.safeParse(parse(text)).data
  if (!head) throw new OperatorRefused('pack-unreadable')
  const published = await desk.store.write(async (rows) => {
    const row = await keepPack(desk, rows, text, head, wards === null)
    const told = await tellWards(desk, rows, row, wards, operator)
    if (told.length > 0) {
      const detail = { pack: row.id, version: row.version, sha256: row.sha256, wards: told.join(' ') }
      await writeAudit(rows, serverTime(desk), operator, 'pack.published', detail)
    }
    return { shown: await shown(rows, row), told }
  })
  for (const ward of published.told) desk.bell.ring(ward)
  return published.shown
}

/** The packs published so far, newest first. */
export async function listPacks(rows: Rows): Promise<PublishedPack[]> {
  const items: PublishedPack[] = []
  for (const row of await rows.packs()) items.push(await shown(rows, row))
  return items
}

/** Tells a ward that has just become known of the packs that are for every ward. */
export async function tellNewWard(desk: Desk, rows: Rows, ward: string, operator: string): Promise<void> {
  for (const row of (await rows.packs()).toReversed())
    if (row.forAll) await tellWards(desk, rows, row, [ward], operator)
}

/**
 * Signs every pack anew that another list key has signed, and tells the same wards its new address: what the old key
 * signed counts no more where it was not fetched yet. Resolves to the wards.
 */
export async function resignPacks(desk: Desk, rows: Rows, operator: string): Promise<string[]> {
  const told: string[] = []
  for (const { sha256 } of (await rows.packs()).toReversed()) {
    const row = await rows.pack(sha256)
    if (!row || readEnvelope(row.envelope).signatures[0]?.kid === desk.keys.list.kid) continue
    const envelope = seal(desk, readEnvelope(row.envelope).text)
    const wards = await rows.packWards(sha256)
    const signed = { ...row, sha256: addressOf(envelope), envelope }
    await rows.replacePack(sha256, signed)
    told.push(...(await tellWards(desk, rows, signed, wards, operator)))
  }
  return told
}

async function keepPack(
  desk: Desk,
  rows: Rows,
  text: string,
  { id, version, effectiveFrom }: Pick<PackRow, 'id' | 'version' | 'effectiveFrom'>,
  forAll: boolean,
): Promise<Omit<PackRow, 'envelope'>> {
  const taken = (await rows.packs()).find((row) => row.id === id && row.version === version)
  if (taken) {
    const kept = await rows.pack(taken.sha256)
    if (!kept || readEnvelope(kept.envelope).text !== text) throw new OperatorRefused('pack-version-taken')
    if (forAll && !taken.forAll) await rows.setPackForAll(taken.sha256)
    return { ...taken, forAll: forAll || taken.forAll }
  }
  const envelope = seal(desk, text)
  const row = {
    sha256: addressOf(envelope),
    id,
    version,
    effectiveFrom,
    forAll,
    publishedAt: serverTime(desk),
    envelope,
  }
  await rows.addPack(row)
  return row
}

/** The envelope's bytes: the exact text with the city list key's signature over it. */
function seal(desk: Desk, text: string): Uint8Array {
  const { kid, privateKey } = desk.keys.list
  const signature = sign(null, Buffer.from(packSignedText(text)), privateKey).toString('base64url')
  const envelope: PackEnvelope = { format: 'quay-pack/1', text, signatures: [{ kid, signature }] }
  return Uint8Array.from(Buffer.from(JSON.stringify(envelope)))
}

/** Lines for the wards that have not been told; resolves to their codes. */
async function tellWards(
  desk: Desk,
  rows: Rows,
  row: Omit<PackRow, 'envelope'>,
  wards: readonly string[] | null,
  operator: string,
): Promise<string[]> {
  const known = (await rows.wards()).map(({ code }) => code)
  const asked = new Set(wards ?? known)
  if ([...asked].some((ward) => !known.includes(ward))) throw new OperatorRefused('ward-unknown')
  const told = new Set(await rows.packWards(row.sha256))
  const { id, version, sha256, effectiveFrom } = row
  const news = [...asked].filter((ward) => !told.has(ward))
  for (const ward of news) {
    await appendCityLine(desk, rows, {
      ward,
      subject: id,
      id: randomUUID(),
      lc: 1,
      user: operator,
      type: 'city.pack-published',
      body: { id, version, sha256, effectiveFrom },
    })
    await rows.addPackWard(sha256, ward)
  }
  return news
}

async function shown(rows: Rows, row: Omit<PackRow, 'envelope'>): Promise<PublishedPack> {
  const { sha256, id, version, effectiveFrom, publishedAt, forAll } = row
  return { sha256, id, version, effectiveFrom, publishedAt, forAll, wards: await rows.packWards(sha256) }
}

function addressOf(envelope: Uint8Array): string {
  return createHash('sha256').update(envelope).digest('base64url')
}

function readEnvelope(envelope: Uint8Array): PackEnvelope {
  return packEnvelopeSchema.parse(parse(Buffer.from(envelope).toString('utf8')))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
