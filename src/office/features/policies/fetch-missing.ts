import { dateAt } from '../../../domain/calendar.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { systemActor } from '../../journal/journal.ts'
import { readCityLine, type ReadCityLine } from '../../sync/city-line.ts'
import { receivePack } from './receive.ts'
import { isSamePack } from './timeline.ts'

type Published = Extract<ReadCityLine, { outcome: 'pack' }>

/**
 * Gets packs of the city whose text was lost here from the city again, by the lines that published them. What cannot be
 * had now is asked for again the next time; nothing is activated by this.
 */
export async function fetchMissing(
  desk: Desk,
  fetchPack: (sha256: string) => Promise<Uint8Array | null>,
): Promise<void> {
  const missing = desk.policies.missing(desk.sureTime.sure())
  if (missing.length === 0) return
  for (const { pack, place } of publishedHere(desk)) {
    if (!missing.some((one) => isSamePack(one, { pack: pack.id, version: pack.version }))) continue
    const file = await fetchPack(pack.sha256)
    if (file) takeBack(desk, file, place)
  }
}

function takeBack(desk: Desk, file: Uint8Array, { wall }: Published['place']): void {
  const publishedOn = dateAt(Date.parse(wall))
  try {
    receivePack(desk, systemActor, file, 'city', { publishedOn, isOvertaken: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    desk.ports.log({ level: 'warn', what: 'missing-pack-not-taken', code: error.code })
  }
}

function publishedHere(desk: Desk): Published[] {
  return desk.store
    .all(
      sql
        .selectFrom('feed_item')
        .select('line')
        .where('status', '=', 'accepted')
        .where('line', 'like', '%"type":"city.pack-published"%'),
    )
    .flatMap(({ line }) => {
      const read = line === null ? null : readCityLine(line, desk.tokens.lists().trust, desk.facts().wardCode)
      return read?.outcome === 'pack' ? [read] : []
    })
}
