import { describe, expect, it } from 'vitest'
import type { Case } from '../../../contract/desk/cases.ts'
import {
  furtherActs,
  isOthersTurn,
  mainStep,
  otherWay,
  sheetInTurn,
  standingOf,
  waitsFor,
} from './nextSteps.ts'

type Standing = Pick<Case, 'next' | 'may' | 'forbidden'>
/** A case that waits for an act, as somebody stands to it. */
function standing(next: Case['next'], may: Case['may'], forbidden: Case['forbidden'] = []): Standing {
  return { next, may, forbidden }
}

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
    const police = standing('verify', ['verify', 'return', 'stop', 'transfer', 'print'])
    expect(otherWay(police)).toBe('return')
    expect(furtherActs(police)).toEqual(['stop', 'transfer'])
    expect(otherWay(standing('hand-over', ['print', 'hand-over']))).toBeNull()
    expect(otherWay(standing('pay', ['print', 'pay', 'stop']))).toBe('stop')
  })

  it('is not to stop what others have, though the clerk may when the applicant withdraws', () => {
    const clerk = standing('verify', ['print', 'extend', 'stop'])
    expect(otherWay(clerk)).toBeNull()
    expect(furtherActs(clerk)).toEqual(['stop', 'extend'])
  })

  it('is to stop a case whose paper was withdrawn', () => {
    const clerk = standing('stop', ['print', 'extend', 'stop'])
    expect(waitsFor('stop')).toBe('stop')
    expect(mainStep({ ...clerk, sheets: [sheet('receipt', 1)] })).toEqual({ kind: 'act', act: 'stop' })
    expect(furtherActs(clerk)).toEqual(['extend'])
  })

  it('shows the other way also where four eyes forbid it', () => {
    const subject = standing('approve', ['return'], [{ act: 'refuse', because: 'verify' }])
    expect(otherWay(subject)).toBe('refuse')
    expect(furtherActs(subject)).toEqual(['return'])
  })

  it('names the earlier act that four eyes hold against the person', () => {
    const subject = standing('approve', [], [{ act: 'approve', because: 'verify' }])
    expect(standingOf('approve', subject)).toEqual({ because: 'verify' })
    expect(standingOf('seal', subject)).toBe('not-theirs')
  })

  it('is said to be somebody else’s where this person has no way on', () => {
    const turn = (subject: Standing, movementHeld: string | null = null) =>
      isOthersTurn({ ...subject, movementHeld })
    expect(turn(standing('verify', ['print', 'stop']))).toBe(true)
    expect(turn(standing('verify', ['verify', 'return']))).toBe(false)
    expect(turn(standing('approve', ['return']))).toBe(false)
    expect(turn(standing('city-approve', ['print']))).toBe(false)
    expect(turn(standing('none', ['print']))).toBe(false)
    expect(turn(standing('verify', ['print']), 'F0')).toBe(false)
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
