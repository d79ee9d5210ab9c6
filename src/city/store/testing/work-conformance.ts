import { expect, test } from 'vitest'
import type { AuditRow, CityCaseRow, LineRow, OperatorRow, PackRow, WithdrawalRow } from '../rows.ts'
import type { CityStore } from '../store.ts'
import type { WithStore } from './conformance.ts'

const ward = '39901'
const at = '2026-11-21T01:00:00.000Z'

/** What every kind of store must do with withdrawn papers and with the city's own work. */
export function workConformance(withStore: WithStore, furnish: (store: CityStore) => Promise<void>): void {
  keepsWithdrawals(withStore)
  keepsCityCases(withStore)
  keepsPacks(withStore, furnish)
  keepsOperators(withStore)
  findsLinesOfSubject(withStore, furnish)
}

function keepsWithdrawals(withStore: WithStore): void {
  const papers: WithdrawalRow = {
    ward,
    kid: '0bf17558',
    series: 1,
    first: 7,
    count: 3,
    reason: 3,
    lastDay: 20_780,
  }

  test('withdrawn papers are told until their last day, the later one when it was said twice', () =>
    withStore(async (store) => {
      const told = (day: number) => store.read((rows) => rows.withdrawals(day))
      const note = (...rows: WithdrawalRow[]) => store.write((writing) => writing.addWithdrawals(rows))
      await note(papers, papers, { ...papers, lastDay: 20_770 })
      expect(await told(20_780)).toEqual([papers])
      expect(await told(20_781)).toEqual([])
      await note({ ...papers, lastDay: 20_790 })
      expect(await told(20_781)).toEqual([{ ...papers, lastDay: 20_790 }])
      await note({ ...papers, lastDay: null })
      expect(await told(99_999)).toEqual([{ ...papers, lastDay: null }])
      await note(papers)
      expect(await told(99_999)).toEqual([{ ...papers, lastDay: null }])
    }))

  test('the same papers under another reason, and by another ward, stand beside each other', () =>
    withStore(async (store) => {
      const rows: WithdrawalRow[] = [
        { ...papers, reason: 2 },
        papers,
        { ...papers, ward: '39902' },
        { ...papers, series: 2, first: 0, count: 0 },
      ]
      await store.write((writing) => writing.addWithdrawals(rows.toReversed()))
      expect(await store.read((reading) => reading.withdrawals(0))).toEqual(rows)
    }))
}

function keepsCityCases(withStore: WithStore): void {
  test('cases before the city are found by state, by submission and by subject', () =>
    withStore(async (store) => {
      const first: CityCaseRow = {
        ward,
        submission: '019a0000-0000-7000-8000-00000000000a',
        subject: 'case-1',
        lc: 7,
        submittedAt: at,
        state: 'waiting',
        decision: null,
        reference: null,
        decidedBy: null,
        decidedAt: null,
        line: null,
      }
      const later = {
        ...first,
        submission: '019a0000-0000-7000-8000-00000000000b',
        submittedAt: '2026-11-22T01:00:00.000Z',
      }
      const decided = {
        ...later,
        state: 'decided',
        decision: 'approved',
        reference: '12/QĐ',
        decidedBy: 'thuha',
        decidedAt: at,
        line: 'H'.repeat(43),
      } as const
      await store.write(async (rows) => {
        await rows.saveCityCase(later)
        await rows.saveCityCase(first)
      })
      await store.read(async (rows) => {
        expect(await rows.cityCases('waiting', 10)).toEqual([first, later])
        expect(await rows.cityCases('waiting', 1)).toEqual([first])
      })
      await store.write((rows) => rows.saveCityCase(decided))
      await store.read(async (rows) => {
        expect(await rows.cityCase(ward, decided.submission)).toEqual(decided)
        expect(await rows.cityCase('39902', decided.submission)).toBeNull()
        expect(await rows.cityCases('waiting', 10)).toEqual([first])
        expect(await rows.cityCases('decided', 10)).toEqual([decided])
        expect(await rows.cityCasesOf(ward, ['case-1', 'case-2'])).toEqual([first, decided])
        expect(await rows.cityCasesOf('39902', ['case-1'])).toEqual([])
      })
      await store.write(async (rows) => {
        await rows.saveCityCase({ ...first, state: 'left' })
        await rows.saveCityCase({ ...decided, state: 'left' })
      })
      const left = await store.read((rows) => rows.cityCases('left', 10))
      expect(left.map(({ submission }) => submission)).toEqual([decided.submission, first.submission])
    }))
}

function keepsPacks(withStore: WithStore, furnish: (store: CityStore) => Promise<void>): void {
  test('a pack is kept byte for byte, once under its number, and with the wards that were told', () =>
    withStore(async (store) => {
      await furnish(store)
      const { envelope, ...head }: PackRow = {
        sha256: 'P'.repeat(43),
        id: 'vidu-01',
        version: 2,
        effectiveFrom: '2026-12-01',
        forAll: false,
        publishedAt: at,
        envelope: new Uint8Array([123, 0, 255]),
      }
      await store.write(async (rows) => {
        await rows.addPack({ ...head, envelope })
        await rows.addPackWard(head.sha256, ward)
      })
      const again = { ...head, envelope, sha256: 'Q'.repeat(43) }
      await expect(store.write((rows) => rows.addPack(again))).rejects.toThrow()
      await expect(store.write((rows) => rows.addPackWard(head.sha256, ward))).rejects.toThrow()
      await store.write((rows) => rows.setPackForAll(head.sha256))
      await store.read(async (rows) => {
        expect(await rows.packs()).toEqual([{ ...head, forAll: true }])
        const kept = await rows.pack(head.sha256)
        expect([...(kept?.envelope ?? [])]).toEqual([...envelope])
        expect(await rows.packWards(head.sha256)).toEqual([ward])
        expect(await rows.pack('Q'.repeat(43))).toBeNull()
      })
      const bytes = new Uint8Array([1, 2])
      await store.write((rows) => rows.replacePack(head.sha256, { sha256: 'Q'.repeat(43), envelope: bytes }))
      await store.read(async (rows) => {
        expect(await rows.packs()).toEqual([{ ...head, sha256: 'Q'.repeat(43), forAll: true }])
        expect([...((await rows.pack('Q'.repeat(43)))?.envelope ?? [])]).toEqual([...bytes])
        expect([await rows.pack(head.sha256), await rows.packWards('Q'.repeat(43))]).toEqual([null, []])
      })
    }))
}

function keepsOperators(withStore: WithStore): void {
  test('operators are found by their secret; the audit only grows', () =>
    withStore(async (store) => {
      const operator: OperatorRow = {
        name: 'thuha',
        fullName: 'Nguyễn Thị Thu Hà',
        role: 'case-officer',
        secretHash: 'S'.repeat(43),
        state: 'active',
      }
      const row: AuditRow = { seq: 1, at, operator: 'thuha', act: 'case.read', detail: '{}', hash: 'A' }
      await store.write(async (rows) => {
        await rows.saveOperator(operator)
        await rows.saveOperator({ ...operator, state: 'disabled' })
        await rows.addAudit(row)
        await rows.addAudit({ ...row, seq: 2 })
      })
      await expect(store.write((rows) => rows.addAudit(row))).rejects.toThrow()
      await store.read(async (rows) => {
        expect(await rows.operators()).toEqual([{ ...operator, state: 'disabled' }])
        expect(await rows.operatorBySecret(operator.secretHash)).toMatchObject({ state: 'disabled' })
        expect(await rows.operatorBySecret('none')).toBeNull()
        expect((await rows.audit(null, 10)).map(({ seq }) => seq)).toEqual([2, 1])
        expect(await rows.audit(2, 10)).toEqual([row])
      })
    }))
}

function findsLinesOfSubject(withStore: WithStore, furnish: (store: CityStore) => Promise<void>): void {
  test('the lines about a subject come in the order of the feed, without repeated ones', () =>
    withStore(async (store) => {
      await furnish(store)
      const stream = '019a0000-0000-7000-8000-000000000001'
      const line = (seq: number, pos: number | null): LineRow => ({
        ward,
        stream,
        seq,
        hash: 'H'.repeat(43),
        id: `id-${seq}`,
        subject: 'case-1',
        line: '{}',
        receivedAt: at,
        status: 'accepted',
        problem: null,
        pos,
        repeats: null,
      })
      const other = { ...line(4, 4), subject: 'case-2' }
      await store.write((rows) => rows.addLines([line(1, 3), line(2, null), line(3, 1), other]))
      const found = (limit: number) => store.read((rows) => rows.linesOfSubject(ward, 'case-1', limit))
      expect(await found(10)).toEqual([line(3, 1), line(1, 3)])
      expect(await found(1)).toEqual([line(3, 1)])
    }))
}
