import { expect, test } from 'vitest'
import type { OverlapDue, OverlapRow } from '../overlap-rows.ts'
import type { WithStore } from './conformance.ts'

const paper: OverlapRow = {
  ward: '39901',
  subject: 'case-1',
  kind: 'permit',
  key: 'K'.repeat(43),
  firstDay: 20_780,
  lastDay: 20_790,
  since: '2026-11-21',
  kid: '0bf17558',
  series: 1,
  paper: 7,
}
const list: OverlapRow = { ...paper, subject: 'batch-1', kind: 'list', kid: null, series: null, paper: null }

/** What every kind of store must do to compare what wards have. */
export function keepsOverlaps(withStore: WithStore): void {
  test('what is to be compared is told once, the longest waiting first, until it is taken off', () =>
    withStore(async (store) => {
      const due: OverlapDue = {
        ward: '39901',
        id: 'event-1',
        receivedAt: '2026-11-21T02:00:00.000Z',
        triedAt: null,
      }
      const earlier = { ...due, ward: '39902', receivedAt: '2026-11-21T01:00:00.000Z' }
      await store.write((rows) => rows.addOverlapDue([due, earlier, due]))
      await store.write((rows) => rows.addOverlapDue([{ ...due, receivedAt: '2026-11-22T01:00:00.000Z' }]))
      expect(await store.read((rows) => rows.overlapDue('untried'))).toEqual([earlier, due])
      const triedAt = '2026-11-21T03:00:00.000Z'
      await store.write((rows) => rows.saveOverlapTried(due, triedAt))
      expect(await store.read((rows) => rows.overlapDue('untried'))).toEqual([earlier])
      expect(await store.read((rows) => rows.overlapDue('all'))).toEqual([earlier, { ...due, triedAt }])
      expect(await store.write((rows) => rows.takeOverlapDue(earlier))).toBe(true)
      expect(await store.write((rows) => rows.takeOverlapDue(earlier))).toBe(false)
      expect(await store.read((rows) => rows.overlapDue('all'))).toEqual([{ ...due, triedAt }])
    }))

  test('what wards have under one key is found by kind and days, and replaced as a whole by its subject', () =>
    withStore(async (store) => {
      const others = { ...paper, ward: '39902', subject: 'case-2', since: '2026-11-22', firstDay: 20_785 }
      const second = { ...paper, key: 'L'.repeat(43) }
      await store.write(async (rows) => {
        await rows.saveOverlaps(others.ward, others.subject, [others])
        await rows.saveOverlaps(paper.ward, paper.subject, [paper, second])
        await rows.saveOverlaps(list.ward, list.subject, [list])
      })
      const found = (asked: Partial<OverlapRow>) =>
        store.read((rows) => rows.overlaps({ ...paper, ...asked }))
      expect(await found({})).toEqual([paper, others])
      expect(await found({ lastDay: 20_784 })).toEqual([paper])
      expect(await found({ firstDay: 20_790, lastDay: 20_800 })).toEqual([paper, others])
      expect(await found({ firstDay: 20_791, lastDay: 20_800 })).toEqual([])
      expect(await found({ kind: 'list' })).toEqual([list])
      expect(await found({ kind: 'market-card' })).toEqual([])
      expect(await found({ key: second.key })).toEqual([second])
      const replaced = { ...paper, paper: 9 }
      await store.write((rows) => rows.saveOverlaps(paper.ward, paper.subject, [replaced]))
      expect(await found({})).toEqual([replaced, others])
      expect(await found({ key: second.key })).toEqual([])
      await store.write((rows) => rows.saveOverlaps(paper.ward, paper.subject, []))
      expect(await found({})).toEqual([others])
    }))

  test('a paper that its own ward has withdrawn is not found, and forgotten with those that ended', () =>
    withStore(async (store) => {
      const others = { ...paper, ward: '39902', lastDay: 20_800 }
      const withdrawn = {
        kid: '0bf17558',
        series: 1,
        first: 7,
        count: 1,
        reason: 1,
        lastDay: 20_790,
      } as const
      const found = () => store.read((rows) => rows.overlaps({ ...paper, kind: 'permit' }))
      await store.write(async (rows) => {
        for (const row of [paper, others, list]) await rows.saveOverlaps(row.ward, row.subject, [row])
        // Of a key that is not this ward's, and of other papers of the series.
        await rows.addWithdrawals([
          { ...withdrawn, ward: '39903' },
          { ...withdrawn, ward: '39901', first: 8 },
          { ...withdrawn, ward: '39901', first: 5, count: 2 },
        ])
      })
      expect(await found()).toHaveLength(2)
      await store.write((rows) => rows.addWithdrawals([{ ...withdrawn, ward: '39901', first: 5, count: 3 }]))
      expect(await found()).toEqual([others])
      await store.write((rows) => rows.addWithdrawals([{ ...withdrawn, ward: '39902', first: 0, count: 0 }]))
      expect(await found()).toEqual([])
      await store.write((rows) => rows.forgetOverlaps(20_790))
      const lists = () => store.read((rows) => rows.overlaps(list))
      expect(await lists()).toEqual([list])
      await store.write((rows) => rows.forgetOverlaps(20_791))
      expect(await lists()).toEqual([])
    }))
}
