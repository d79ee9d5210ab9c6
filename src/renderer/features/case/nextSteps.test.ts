import { describe, expect, it } from 'vitest'
import { mainStep, otherWay, sheetInTurn, standingOf, waitsFor } from './nextSteps.ts'

const sheet = (id: string, printed = 0) => ({ sheet: id, title: id, printed })

describe('what is to do on a case', () => {
  it('is named by its state, and nothing once it is closed', () => {
    expect(waitsFor('registered')).toBe('verify')
    expect(waitsFor('returned')).toBe('complete')
    expect(waitsFor('refused')).toBe('notify-refusal')
    expect(waitsFor('handed-over')).toBeNull()
  })

  it('is nothing for a person it does not wait for', () => {
    expect(mainStep({ state: 'registered', may: ['print'], sheets: [sheet('receipt')] })).toBeNull()
  })

  it('is to print the permit before it can be handed over', () => {
    const sealed = (printed: number) =>
      mainStep({
        state: 'sealed',
        may: ['print', 'hand-over'],
        sheets: [sheet('receipt', 1), sheet('permit', printed)],
      })
    expect(sealed(0)).toEqual({ kind: 'print', sheet: 'permit' })
    expect(sealed(1)).toEqual({ kind: 'act', act: 'hand-over' })
  })

  it('is to print the refusal letter before the applicant is told', () => {
    const sheets = [sheet('receipt', 1), sheet('refusal')]
    expect(mainStep({ state: 'refused', may: ['print', 'notify-refusal'], sheets })).toEqual({
      kind: 'print',
      sheet: 'refusal',
    })
  })

  it('can go the other way only where somebody decides', () => {
    expect(otherWay('registered')).toBe('return')
    expect(otherWay('verified')).toBe('refuse')
    expect(otherWay('approved')).toBe('send-back')
    expect(otherWay('sealed')).toBeNull()
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
