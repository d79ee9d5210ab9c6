import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { samplePacks } from '../../office/features/policies/samples.ts'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { printed } from '../../office/testing/applications.ts'
import { refusalOf } from '../../office/testing/person.ts'
import {
  confirmedOrganisation,
  fileOf,
  judges,
  listProcedures,
  organisationOf,
  sealsBatch,
  takes,
  walkBatch,
  type Worker,
} from './testing/organisation-list.ts'
import { openPlace, rebuilds } from './testing/place.ts'
import { does, registration, seals } from './testing/walk.ts'

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

const chains: Readonly<Record<string, string[]>> = {
  // Whoever confirms the organisation has to agree to the list too, also when it comes as a file.
  'duc-giang-2021': ['health confirm', 'official approve'],
  'ha-noi-2021': ['police verify', 'official approve'],
}

test.each(withLists)('under %s the list may come by file: its rows, agreed to, are the list', async (id) => {
  const place = await openPlace(id)
  try {
    const told = organisationOf(place, 'Công ty May Mẫu', 12)
    const organisation = await confirmedOrganisation(place, told)
    const { worker } = listProcedures(place)
    const alone = {
      procedure: worker.id,
      category: worker.categories[0] ?? 0,
      zone: place.pack.zones[0]?.code ?? null,
      listedBy: organisation.caseId,
      schedule: { lastDay: addDays(dateAt(place.ward.ports.clock.now()), 5) },
      details: { organisation: 'Công ty May Mẫu' },
    }
    expect(await refusalOf(registration(place, alone))).toMatchObject({ code: 'not-listed' })
    const many = await judges(place, organisation, fileOf(workers.slice(0, 13)))
    expect(await refusalOf(takes(place, organisation, many))).toMatchObject({
      code: 'batch-beyond-headcount',
      data: { count: 13, most: 12 },
    })
    const preview = await judges(place, organisation, fileOf(workers.slice(0, 12)))
    const batchId = randomUUID()
    expect(await takes(place, organisation, preview, { batchId })).toEqual({ done: 12, left: [] })
    if (id === 'duc-giang-2021') {
      const { rows } = await place.people.official(api.readBatch, { params: { batchId } })
      const caseId = rows[0]?.caseId ?? ''
      const seen = await place.people.official(api.readCase, { params: { caseId } })
      expect(await refusalOf(does(place, 'official', 'approve', seen))).toMatchObject({
        code: 'batch-unconfirmed',
      })
    }
    expect(await walkBatch(place, batchId)).toEqual(chains[id])
    expect(await sealsBatch(place, batchId)).toEqual({ done: 12, left: [] })
    const sealed = await seals(place, organisation)
    const { clerk } = place.people
    await printed(clerk, sealed.caseId, 'organisation-paper')
    readBack(place.ward.ports.printed.at(-1)?.pdf ?? new Uint8Array(), (back) => {
      expect(words(back.text).normalize('NFC')).toContain('12 người')
    })
    expect(rebuilds(place)).toBe(true)
  } finally {
    await place.close()
  }
})
