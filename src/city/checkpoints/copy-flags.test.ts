import { describe, expect, test } from 'vitest'
import { dateAt } from '../../domain/calendar.ts'
import type { CheckRow } from '../store/check-rows.ts'
import { copyFlags } from './copy-flags.ts'

const positions = {
  'Chốt Cầu Mẫu': { latitude: 10.0, longitude: 106.0 },
  'Chốt Bến Phà': { latitude: 10.18, longitude: 106.0 },
  'Chốt Ngã Ba': { latitude: 10.004, longitude: 106.0 },
} as const
type Place = keyof typeof positions

let made = 0
function seen(time: string, place: Place | 'Chốt Không Toạ Độ', more: Partial<CheckRow> = {}): CheckRow {
  const at = `2026-11-${time.length > 5 ? time.slice(0, 2) : '24'}T${time.slice(-5)}:00.000Z`
  const position = place === 'Chốt Không Toạ Độ' ? { latitude: null, longitude: null } : positions[place]
  return {
    checkpoint: 'c',
    id: String(made++),
    at,
    receivedAt: at,
    day: dateAt(Date.parse(at)),
    place,
    placeWard: '39901',
    ...position,
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

describe('a paper at two places', () => {
  test('20 km apart within ten minutes is flagged with both places and the distance', () => {
    const flags = copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), seen('01:10', 'Chốt Bến Phà')])
    expect(flags).toEqual([
      {
        kind: 'too-far-too-soon',
        paper: 'a'.repeat(32),
        paperKind: 'permit',
        first: { at: '2026-11-24T01:00:00.000Z', place: { name: 'Chốt Cầu Mẫu', ward: '39901' } },
        second: { at: '2026-11-24T01:10:00.000Z', place: { name: 'Chốt Bến Phà', ward: '39901' } },
        kilometres: 20,
      },
    ])
  })

  test('20 km apart in half an hour is a journey, 400 m apart in a minute is a walk', () => {
    expect(copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), seen('01:30', 'Chốt Bến Phà')])).toEqual([])
    expect(copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), seen('01:01', 'Chốt Ngã Ba')])).toEqual([])
  })

  test('without a position, ten minutes apart or a told time decide', () => {
    const two = (later: string) => [seen('01:00', 'Chốt Cầu Mẫu'), seen(later, 'Chốt Không Toạ Độ')]
    expect(copyFlags(two('01:09'))).toMatchObject([{ kind: 'too-far-too-soon', kilometres: null }])
    expect(copyFlags(two('01:10'))).toEqual([])
    expect(copyFlags(two('01:10'), 15)).toHaveLength(1)
  })

  test('was there when it was turned away, too; a paper without value or of nobody was nowhere', () => {
    const two = (answer: CheckRow['answer']) => [
      seen('01:00', 'Chốt Cầu Mẫu'),
      seen('01:01', 'Chốt Bến Phà', { answer }),
    ]
    expect(copyFlags(two('wrong-place'))).toHaveLength(1)
    expect(copyFlags(two('training'))).toEqual([])
    expect(copyFlags(two('unknown-issuer'))).toEqual([])
  })

  test('at one place, of two papers, or under a doubtful clock nothing is flagged', () => {
    expect(copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), seen('01:01', 'Chốt Cầu Mẫu')])).toEqual([])
    const other = seen('01:01', 'Chốt Bến Phà', { paper: 'b'.repeat(32) })
    expect(copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), other])).toEqual([])
    const doubtful = seen('01:01', 'Chốt Bến Phà', { answer: 'clock-doubtful' })
    expect(copyFlags([seen('01:00', 'Chốt Cầu Mẫu'), doubtful])).toEqual([])
  })
})

describe('a market card for 2 visits in 3 days', () => {
  const card = { paperKind: 'market-card', visits: 2, visitDays: 3 } as const
  const visit = (time: string) => seen(time, 'Chốt Cầu Mẫu', card)

  test('may be checked often on each of them', () => {
    expect(copyFlags(['23 01:00', '23 01:40', '23 02:30', '25 01:00', '25 01:05'].map(visit))).toEqual([])
  })

  test('was not at the market when it was turned away, or shown by somebody else', () => {
    const turnedAway = ['wrong-time', 'wrong-place', 'expired', 'revoked', 'replaced', 'not-yet'] as const
    const refused = turnedAway.map((answer, hour) =>
      seen(`23 ${String(hour * 3).padStart(2, '0')}:30`, 'Chốt Cầu Mẫu', { ...card, answer }),
    )
    const foreign = seen('24 08:00', 'Chốt Cầu Mẫu', { ...card, compared: 'differs' })
    expect(copyFlags([visit('22 01:00'), ...refused, visit('24 01:00'), foreign])).toEqual([])
    expect(copyFlags([visit('22 01:00'), ...refused, visit('24 01:00'), visit('24 08:00')])).toHaveLength(1)
  })

  test('is flagged once, at its latest visit too many', () => {
    const flags = copyFlags(['22 01:00', '23 01:00', '24 01:00', '24 08:00'].map(visit))
    expect(flags).toEqual([
      {
        kind: 'too-many-visits',
        paper: 'a'.repeat(32),
        paperKind: 'market-card',
        last: { at: '2026-11-24T08:00:00.000Z', place: { name: 'Chốt Cầu Mẫu', ward: '39901' } },
        made: 4,
        allowed: 2,
        days: 3,
      },
    ])
  })

  test('may go again when its days are over', () => {
    expect(copyFlags(['20 01:00', '21 01:00', '23 01:00', '24 01:00'].map(visit))).toEqual([])
  })
})
