import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncBase } from '../../contract/sync/base.ts'
import { maxPackBytes } from '../../contract/sync/pack.ts'
import { civilDayAt } from '../../office/token/validity.ts'
import { readCityLine } from '../../office/sync/city-line.ts'
import { readPackEnvelope } from '../../office/sync/pack-envelope.ts'
import { fetchPack } from '../../office/sync/packs.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { pinned, trustOf } from '../testing/issuing.ts'
import { operatorOf } from '../testing/operator.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
  await city.city.admin.addWard({ code: '39902', name: 'Phường Khác' })
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>

const packText = (version: number, more = '') =>
  `{\n  "id": "vidu-01",  "version": ${version},\n  "effectiveFrom": "2026-12-01", "title": "Gói “mẫu”"${more}\n}\n`

/** The packs a desk has heard of in its feed. */
async function heard(desk: Desk, of = ward) {
  await clientOf(desk).runOnce()
  const trust = await trustOf(city.address, pinned(city.city))
  return desk.journal.feed.flatMap((item) => {
    const read = item.kind === 'line' ? readCityLine(item.line, trust, of) : null
    return read?.outcome === 'pack' ? [read.pack] : []
  })
}

test('a published pack is heard in every ward, fetched by its address and read to the letter', async () => {
  const [here, there] = [await enrolledDesk(city), await enrolledDesk(city, city.address, '39902')]
  const publisher = await operatorOf(city, 'publisher')
  const { status, body } = await publisher.call('PUT', '/packs', packText(1))
  expect([status, body['wards'], body['forAll']]).toEqual([200, [ward, '39902'], true])
  const { sha256 } = body
  const [pack] = await heard(here)
  expect(pack).toEqual({ id: 'vidu-01', version: 1, effectiveFrom: '2026-12-01', sha256 })
  expect(await heard(there, '39902')).toEqual([pack])
  const bytes = await fetchPack(here.connection, pack?.sha256 ?? '')
  const trust = await trustOf(city.address, pinned(city.city))
  const read = bytes && readPackEnvelope(bytes, trust, civilDayAt(Date.now()))
  expect(read).toMatchObject({ outcome: 'signed', text: packText(1) })
})

test('published again it tells nobody twice; another text under the same number is refused', async () => {
  const desk = await enrolledDesk(city)
  const { call } = await operatorOf(city, 'publisher')
  const first = await call('PUT', `/packs?wards=${ward}`, packText(1))
  expect(await call('PUT', `/packs?wards=${ward}`, packText(1))).toEqual(first)
  const other = await call('PUT', '/packs', packText(1, ', "more": 1'))
  expect(other).toMatchObject({ status: 409, body: { code: 'pack-version-taken' } })
  expect(await heard(desk)).toHaveLength(1)
  const wider = await call('PUT', '/packs', packText(1))
  expect(wider.body['wards']).toEqual([ward, '39902'])
  expect(await heard(desk)).toHaveLength(1)
  expect((await call('GET', '/packs')).body['items']).toMatchObject([{ version: 1, forAll: true }])
})

test('a pack for one ward stays there; one for all reaches a ward that joins later', async () => {
  const { admin } = city.city
  await admin.publishPack(packText(1), [ward])
  await admin.publishPack(packText(2), null)
  await admin.addWard({ code: '39903', name: 'Phường Mới' })
  await admin.addWard({ code: '39903', name: 'Phường Mới, tên khác' })
  const versions = async (code: string) =>
    (await heard(await enrolledDesk(city, city.address, code), code)).map(({ version }) => version)
  expect(await versions(ward)).toEqual([1, 2])
  expect(await versions('39902')).toEqual([2])
  expect(await versions('39903')).toEqual([2])
})

test('what is no pack, too large, or for a ward nobody knows is not published', async () => {
  const desk = await enrolledDesk(city)
  const { call } = await operatorOf(city, 'publisher')
  const filler = `, "more": "${'x'.repeat(maxPackBytes)}"`
  const cases: [string, string, number, string][] = [
    ['/packs', 'not json', 422, 'pack-unreadable'],
    ['/packs', '{"id":"vidu-01","version":0,"effectiveFrom":"2026-12-01"}', 422, 'pack-unreadable'],
    ['/packs', '{"id":"vidu-01","version":1}', 422, 'pack-unreadable'],
    ['/packs', packText(1, filler), 413, 'too-large'],
    ['/packs?wards=39999', packText(1), 404, 'ward-unknown'],
    ['/packs?wards=all', packText(1), 422, 'malformed'],
  ]
  for (const [path, text, status, code] of cases)
    expect(await call('PUT', path, text)).toMatchObject({ status, body: { code } })
  expect(await heard(desk)).toEqual([])
})

test('an address nobody published, or one that is none, gives nothing; an answer with other bytes is not taken', async () => {
  const { connection } = await enrolledDesk(city)
  const published = await city.city.admin.publishPack(packText(1), null)
  expect(await fetchPack(connection, 'A'.repeat(43))).toBeNull()
  expect(await fetchPack(connection, 'nothing')).toBeNull()
  expect(await fetchPack({ address: 'http://127.0.0.1:9' }, published.sha256)).toBeNull()
  const liar = createServer((_, answer) => answer.end('{}')).listen(0, '127.0.0.1')
  await once(liar, 'listening')
  const bound = liar.address()
  const port = bound !== null && typeof bound !== 'string' ? bound.port : 0
  expect(await fetchPack({ address: `http://127.0.0.1:${port}` }, published.sha256)).toBeNull()
  liar.close()
  const url = `${city.address}${syncBase}/packs/${published.sha256}`
  const response = await fetch(url)
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect((await fetch(`${city.address}${syncBase}/packs/${'A'.repeat(43)}`)).status).toBe(404)
})
