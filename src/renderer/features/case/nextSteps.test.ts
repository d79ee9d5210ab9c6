import { describe, expect, it } from 'vitest'
import { furtherActs, mainStep, otherWay, sheetInTurn, standingOf, waitsFor } from './nextSteps.ts'

const sheet = (id: string, printed = 0) => ({ sheet: id, title: id, printed })

describe('what is to do on a case', () => {
  it('is what its chain waits for, and nothing once it is closed', () => {
    expect(waitsFor('verify')).toBe('verify')
    expect(waitsFor('city-approve')).toBe('city-approve')
    expect(waitsFor('none')).toBeNull()
  })

  it('is nothing for a person it does not wait for', () => {
    expect(mainStep({ next: 'verify', may: ['print'], sheets: [sheet('receipt')] })).toBeNull()
    expect(mainStep({ next: 'city-approve', may: ['print', 'extend'], sheets: [] })).toBeNull()
  })

  it.each(['permit', 'market-card-slip', 'organisation-paper'])(
    'is to print the %s before it can be handed over',
    (paper) => {
      const sealed = (printed: number) =>
        mainStep({
          next: 'hand-over',
          may: ['print', 'hand-over'],
          sheets: [sheet('receipt', 1), sheet(paper, printed)],
        })
      expect(sealed(0)).toEqual({ kind: 'print', sheet: paper })
      expect(sealed(1)).toEqual({ kind: 'act', act: 'hand-over' })
    },
  )

  it.each([
    ['notify-refusal', 'refusal'],
    ['notify-stop', 'stop-notice'],
  ] as const)('for %s is to print the letter first', (act, letter) => {
    const sheets = [sheet('receipt', 1), sheet(letter)]
    expect(mainStep({ next: act, may: ['print', act], sheets })).toEqual({ kind: 'print', sheet: letter })
  })

  it('can go the other way where the chain lets this person; the rest is further down', () => {
    const police = { may: ['verify', 'return', 'stop', 'transfer', 'print'] as const, forbidden: [] }
    expect(otherWay({ ...police, may: [...police.may] })).toBe('return')
    expect(furtherActs({ ...police, may: [...police.may] })).toEqual(['stop', 'transfer'])
    expect(otherWay({ may: ['print', 'hand-over'], forbidden: [] })).toBeNull()
  })

  it('shows the other way also where four eyes forbid it', () => {
    const standing = {
      may: ['return' as const],
      forbidden: [{ act: 'refuse' as const, because: 'verify' as const }],
    }
    expect(otherWay(standing)).toBe('refuse')
    expect(furtherActs(standing)).toEqual(['return'])
  })

  it('names the earlier act that four eyes hold against the person', () => {
    const standing = { may: [], forbidden: [{ act: 'approve' as const, because: 'verify' as const }] }
    expect(standingOf('approve', standing)).toEqual({ because: 'verify' })
    expect(standingOf('seal', standing)).toBe('not-theirs')
  })
})

describe('the sheet in turn', () => {
  it('follows the state, and is the receipt otherwise', () => {
    const sheets = [sheet('receipt'), sheet('permit')]
    expect(sheetInTurn({ state: 'registered', sheets })).toBe('receipt')
    expect(sheetInTurn({ state: 'sealed', sheets })).toBe('permit')
    expect(sheetInTurn({ state: 'refused', sheets })).toBe('receipt')
    expect(sheetInTurn({ state: 'registered', sheets: [] })).toBeNull()
  })
})
