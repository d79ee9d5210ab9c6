import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import { samplePacks } from '../../office/features/policies/samples.ts'
import {
  confirmedOrganisation,
  fileOf,
  judges,
  organisationOf,
  sealsBatch,
  takes,
  walkBatch,
  type Worker,
} from './testing/organisation-list.ts'
import { openPlace, rebuilds } from './testing/place.ts'

const letters = 'abcdefghik'
/** Forty people; every fourth has the name and birth of somebody else on the list, and a number of their own. */
const workers: readonly Worker[] = Array.from({ length: 40 }, (_, at) => ({
  name: `Ngô Văn M${letters.charAt(at % 4 === 3 ? 0 : at % 10)}${letters.charAt(at % 4 === 3 ? 0 : Math.floor(at / 10))}`,
  number: `0010850${String(10_000 + at)}`,
}))
const withLists = samplePacks()
  .filter(({ pack }) => pack.procedures.some(({ listedBy }) => listedBy !== undefined))
  .map(({ pack }) => pack.id)

test('worker lists are of several packs', () => {
  expect(withLists).toEqual(['duc-giang-2021', 'ha-noi-2021'])
})

test.each(withLists)('under %s a whole list is judged, taken, examined, approved and sealed', async (id) => {
  const place = await openPlace(id)
  try {
    const organisation = await confirmedOrganisation(place, organisationOf(place, 'Công ty May Mẫu', workers))
    const preview = await judges(place, organisation, fileOf(workers))
    expect(preview.rows.filter(({ standing }) => standing !== 'new')).toEqual([])
    const zones = place.pack.zones.map(({ code }) => code)
    expect(preview.asks.zones.map(({ code }) => code)).toEqual(zones)
    expect(preview.asks.zone).toBe(zones[0] ?? null)
    const batchId = randomUUID()
    expect(await takes(place, organisation, preview, { batchId })).toEqual({ done: 40, left: [] })
    const done = await walkBatch(place, batchId)
    expect(done.at(-1)).toBe('official approve')
    expect(await sealsBatch(place, batchId)).toEqual({ done: 40, left: [] })
    const batch = await place.people.clerk(api.readBatch, { params: { batchId } })
    expect(batch.progress).toMatchObject({ cases: 40, approved: 40, sealed: 40 })
    const [first] = batch.rows
    const seen = await place.people.clerk(api.readCase, { params: { caseId: first?.caseId ?? '' } })
    expect(seen.zone?.code ?? null).toBe(zones[0] ?? null)
    expect(rebuilds(place)).toBe(true)
  } finally {
    await place.close()
  }
})
