import { expect, test } from 'vitest'
import type { LineRow } from '../rows.ts'
import type { CityStore } from '../store.ts'
import type { WithStore } from './conformance.ts'

const ward = '39901'
const other = '39902'
const stream = '019a0000-0000-7000-8000-000000000001'

function quarantinedLine(seq: number, more: Partial<LineRow> = {}): LineRow {
  const receivedAt = `2026-11-21T0${seq}:00:00.000Z`
  const problem = { type: 'urn:x', title: 't', code: 'unknown-type', detail: 'c', pointer: '/type' } as const
  return {
    ward,
    stream,
    seq,
    hash: 'H'.repeat(43),
    id: `id-${seq}`,
    subject: null,
    line: '{}',
    receivedAt,
    status: 'quarantined',
    problem,
    pos: seq,
    repeats: null,
    ...more,
  }
}

/** What every kind of store must do to count by day, category, ward and result. */
export function keepsRollups(withStore: WithStore, furnish: (store: CityStore) => Promise<void>): void {
  test('counts are added up, within one call and over many, and read by days in one order', () =>
    withStore(async (store) => {
      await furnish(store)
      const row = { ward, day: '2026-11-21', category: 5, result: 'received', count: 1 }
      await store.write(async (rows) => {
        await rows.saveWard({ code: other, name: 'Phường Mẫu' })
        await rows.addRollups([row, row, { ...row, category: 0 }, { ...row, day: '2026-11-22', count: 3 }])
        await rows.addRollups([{ ...row, ward: other, result: 'approved' }])
        await rows.addRollups([])
      })
      await store.write((rows) => rows.addRollups([{ ...row, count: 40 }]))
      const read = (from: string, to: string) => store.read((rows) => rows.rollups(from, to))
      expect(await read('2026-11-01', '2026-11-30')).toEqual([
        { ...row, category: 0 },
        { ...row, count: 42 },
        { ...row, ward: other, result: 'approved' },
        { ...row, day: '2026-11-22', count: 3 },
      ])
      expect(await read('2026-11-22', '2026-11-22')).toHaveLength(1)
      expect(await read('2026-11-23', '2026-11-30')).toEqual([])
    }))

  test('a case has the category said last, and nothing is left of a ward whose counts begin anew', () =>
    withStore(async (store) => {
      await furnish(store)
      const about = (subject: string, category: number, of = ward) => ({ ward: of, subject, category })
      await store.write(async (rows) => {
        await rows.saveWard({ code: other, name: 'Phường Mẫu' })
        await rows.saveCategories([about('case-1', 5), about('case-2', 3), about('case-1', 6)])
        await rows.saveCategories([about('case-2', 4), about('case-1', 9, other)])
        await rows.addRollups([{ ward, day: '2026-11-21', category: 6, result: 'received', count: 1 }])
      })
      const read = (of: string, ...subjects: string[]) => store.read((rows) => rows.categories(of, subjects))
      expect(await read(ward, 'case-2', 'case-1', 'case-1', 'case-3')).toEqual([
        about('case-1', 6),
        about('case-2', 4),
      ])
      await store.write((rows) => rows.clearRollups(ward))
      expect(await read(ward, 'case-1')).toEqual([])
      expect(await read(other, 'case-1')).toEqual([about('case-1', 9, other)])
      expect(await store.read((rows) => rows.rollups('2026-01-01', '2026-12-31'))).toEqual([])
    }))

  test('quarantined lines are found whatever their ward, those received last first, until they are judged again', () =>
    withStore(async (store) => {
      await furnish(store)
      const beside = quarantinedLine(3, { pos: null, repeats: 1 })
      await store.write((rows) =>
        rows.addLines([
          quarantinedLine(1),
          quarantinedLine(2, { status: 'accepted', problem: null }),
          beside,
          quarantinedLine(4),
        ]),
      )
      const found = (limit: number) => store.read((rows) => rows.quarantined(limit))
      expect((await found(9)).map(({ seq }) => seq)).toEqual([4, 3, 1])
      expect((await found(2))[1]).toEqual(beside)
      await store.write((rows) => rows.setVerdict({ stream, seq: 4 }, { status: 'accepted', problem: null }))
      expect((await found(9)).map(({ seq }) => seq)).toEqual([3, 1])
    }))

  test('every PC of every ward is listed by ward and letters', () =>
    withStore(async (store) => {
      await furnish(store)
      const device = { id: 'E'.repeat(43), ward: other, letters: 'A', spki: 'x', state: 'revoked' } as const
      const second = { ...device, id: 'F'.repeat(43), ward, letters: 'B', state: 'active' } as const
      await store.write(async (rows) => {
        await rows.saveWard({ code: other, name: 'Phường Mẫu' })
        for (const row of [device, second])
          await rows.saveDevice({ ...row, appVersion: '0.1.0', enrolledAt: '2026-11-21T01:00:00.000Z' })
      })
      const all = await store.read((rows) => rows.devices())
      expect(all.map(({ ward: of, letters, state }) => [of, letters, state])).toEqual([
        [ward, 'A', 'active'],
        [ward, 'B', 'active'],
        [other, 'A', 'revoked'],
      ])
      expect(await store.read((rows) => rows.devices(ward))).toEqual(all.slice(0, 2))
      expect(await store.read((rows) => rows.devices(other))).toEqual(all.slice(2))
    }))
}
