import { expect, test } from 'vitest'
import type { CopyFlag } from '../../../contract/sync/checks.ts'
import type { CheckRow } from '../check-rows.ts'
import type { CityStore } from '../store.ts'

const checkpoint = '019a0000-0000-4000-8000-00000000000c'
const at = '2026-11-24T00:10:00.000Z'

function check(id: string, more: Partial<CheckRow> = {}): CheckRow {
  return {
    checkpoint,
    id,
    at,
    receivedAt: at,
    day: '2026-11-24',
    place: 'Chốt Cầu Mẫu',
    placeWard: '39902',
    latitude: 10.5,
    longitude: 106.25,
    answer: 'valid',
    reason: null,
    compared: 'same',
    paper: 'a'.repeat(32),
    paperKind: 'permit',
    issuerWard: '39901',
    visits: null,
    visitDays: null,
    ...more,
  }
}

/** What every kind of store must do for the checkpoints. */
export function keepsChecks(withStore: (run: (store: CityStore) => Promise<void>) => Promise<void>): void {
  test('a code and a paired device are found by their hashes; a secret belongs to one device', () =>
    withStore(async (store) => {
      const device = { id: checkpoint, secretHash: 's', pairedAt: at }
      await store.write(async (rows) => {
        await rows.saveCheckpointCode({ codeHash: 'c', expiresAt: at })
        await rows.addCheckpoint(device)
      })
      await store.read(async (rows) => {
        expect(await rows.checkpointCode('c')).toEqual({ codeHash: 'c', expiresAt: at })
        expect(await rows.checkpointCode('x')).toBeNull()
        expect(await rows.checkpoint('s')).toEqual(device)
        expect(await rows.checkpoint('x')).toBeNull()
      })
      await expect(store.write((rows) => rows.addCheckpoint({ ...device, id: 'other' }))).rejects.toThrow()
    }))

  test('a device is known by where it was last heard of, and nothing of a revoked one is found by its secret', () =>
    withStore(async (store) => {
      const later = '2026-11-24T00:20:00.000Z'
      const [one, other] = [checkpoint, '019a0000-0000-4000-8000-00000000000d']
      await store.write(async (rows) => {
        await rows.addCheckpoint({ id: one, secretHash: 's', pairedAt: at })
        await rows.addCheckpoint({ id: other, secretHash: 't', pairedAt: at })
        await rows.saveSeen(one, { at, place: 'Chốt Cũ', placeWard: '39902' })
        await rows.saveSeen(one, { at: later, place: 'Chốt Cầu Mẫu', placeWard: null })
        await rows.revokeCheckpoint(other, later)
        await rows.revokeCheckpoint(other, '2026-11-25T00:00:00.000Z')
      })
      await store.read(async (rows) => {
        expect(await rows.checkpoint('s')).toMatchObject({ id: one })
        expect(await rows.checkpoint('t')).toBeNull()
        expect(await rows.checkpoints()).toEqual([
          { id: one, pairedAt: at, seenAt: later, place: 'Chốt Cầu Mẫu', placeWard: null, revokedAt: null },
          { id: other, pairedAt: at, seenAt: null, place: null, placeWard: null, revokedAt: later },
        ])
      })
      await store.write((rows) => rows.revokeCheckpoint(one, later))
      expect(await store.read((rows) => rows.checkpoints())).toMatchObject([{ place: 'Chốt Cầu Mẫu' }, {}])
      expect(await store.read((rows) => rows.checkpoint('s'))).toBeNull()
    }))

  test('a check is kept once however often it is sent, and counted by its ward and by its place', () =>
    withStore(async (store) => {
      await store.write((rows) => rows.addCheckpoint({ id: checkpoint, secretHash: 's', pairedAt: at }))
      const forged = check('f', { answer: 'forged', paper: null, paperKind: null, issuerWard: null })
      const batch = [check('a'), check('b'), forged, check('old', { day: '2026-11-01' })]
      expect(await store.write((rows) => rows.keepChecks(batch))).toBe(4)
      expect(
        await store.write((rows) => rows.keepChecks([check('a', { answer: 'revoked' }), check('n')])),
      ).toBe(1)
      const place = { day: '2026-11-24', place: 'Chốt Cầu Mẫu', placeWard: '39902', compared: 'same' }
      await store.read(async (rows) => {
        expect(await rows.checkCounts('issuerWard', '39901', '2026-11-24')).toEqual([
          { ...place, answer: 'valid', count: 3 },
        ])
        expect(await rows.checkCounts('placeWard', '39902', '2026-11-24')).toEqual([
          { ...place, answer: 'forged', count: 1 },
          { ...place, answer: 'valid', count: 3 },
        ])
        expect(await rows.checkCounts('placeWard', '39901', '2026-11-24')).toEqual([])
      })
    }))

  test('a comparison that was made after the check was sent is added, and a batch sent again takes none back', () =>
    withStore(async (store) => {
      await store.write((rows) => rows.addCheckpoint({ id: checkpoint, secretHash: 's', pairedAt: at }))
      const keep = (checks: readonly CheckRow[]) => store.write((rows) => rows.keepChecks(checks))
      const sent = [check('a', { compared: 'not-done' }), check('b', { compared: 'not-done' })]
      expect(await keep(sent)).toBe(2)
      expect(await keep([check('a', { compared: 'differs', answer: 'revoked' }), check('n')])).toBe(1)
      expect(await keep(sent)).toBe(0)
      const counts = await store.read((rows) => rows.checkCounts('issuerWard', '39901', '2026-11-24'))
      expect(counts.map(({ answer, compared, count }) => [answer, compared, count])).toEqual([
        ['valid', 'differs', 1],
        ['valid', 'not-done', 1],
        ['valid', 'same', 1],
      ])
    }))

  test('checks of one paper come back in order, and their flags with its ward, until all that is forgotten', () =>
    withStore(async (store) => {
      await store.write((rows) => rows.addCheckpoint({ id: checkpoint, secretHash: 's', pairedAt: at }))
      const later = '2026-11-24T00:20:00.000Z'
      const batch = [check('b', { at: later }), check('a'), check('c', { paper: 'c'.repeat(32) })]
      const paper = 'a'.repeat(32)
      const flag = flagAt(later)
      await store.write(async (rows) => {
        await rows.keepChecks(batch)
        const row = { paper, issuerWard: '39901', day: '2026-11-24', at: later, flag }
        await rows.replaceFlags(paper, '2026-11-01', [{ ...row, at, flag: flagAt(at) }])
        await rows.replaceFlags(paper, '2026-11-01', [row, { ...row, at, flag: flagAt(at) }])
      })
      const seen = () => store.read((rows) => rows.checksOfPaper(paper, '2026-11-01', 10))
      const flags = () => store.read((rows) => rows.copyFlags('39901', '2026-11-24', 10))
      expect(await seen()).toEqual([check('a'), check('b', { at: later })])
      expect(await store.read((rows) => rows.checksOfPaper(paper, '2026-11-01', 1))).toHaveLength(1)
      expect(await flags()).toEqual([flag, flagAt(at)])
      expect(await store.read((rows) => rows.copyFlags('39902', '2026-11-24', 10))).toEqual([])
      expect(await store.read((rows) => rows.copyFlags('39901', '2026-11-25', 10))).toEqual([])
      await store.write((rows) => rows.forgetCheckedPapers('2026-11-24'))
      expect(await seen()).toHaveLength(2)
      await store.write((rows) => rows.forgetCheckedPapers('2026-11-25'))
      expect([await seen(), await flags()]).toEqual([[], []])
      expect(await store.read((rows) => rows.checkCounts('issuerWard', '39901', '2026-11-01'))).toHaveLength(
        1,
      )
    }))
}

function flagAt(instant: string): CopyFlag {
  const sighting = { at: instant, place: { name: 'Chốt Cầu Mẫu', ward: null } }
  return {
    kind: 'too-far-too-soon',
    paper: 'a'.repeat(32),
    paperKind: 'permit',
    first: sighting,
    second: sighting,
    kilometres: null,
  }
}
