import { describe, expect, it } from 'vitest'
import { faultProblem, problemOf, Refusal } from '../../contract/refusals.ts'
import { problemSentence } from './problemSentence.ts'

const sentence = (...refusal: ConstructorParameters<typeof Refusal>) =>
  problemSentence(problemOf(new Refusal(...refusal)), 'vi')

describe('why the office says no, as a person reads it', () => {
  it('names the earlier act that four eyes hold against them', () => {
    const text = sentence('four-eyes', { act: 'verify' })
    expect(text).toContain('(xác minh)')
    expect(text).not.toContain('verify')
  })

  it('names the state a case has moved to, and who moved it', () => {
    expect(sentence('case-moved', { state: 'approved', who: 'Lê Minh Châu' })).toContain(
      'hiện: đã duyệt) do Lê Minh Châu',
    )
    const english = problemOf(new Refusal('case-moved', { state: 'approved', who: 'Lê Minh Châu' }))
    expect(problemSentence(english, 'en')).not.toContain('approved,')
  })

  it('names the roles whose act it is', () => {
    expect(sentence('not-your-role', { roles: 'clerk, ward-police' })).toContain(
      '(công chức một cửa, công an phường)',
    )
  })

  it('leaves every other word as it came, and a fault its incident number', () => {
    expect(sentence('token-too-long', { over: 12 })).toContain('quá 12 ký tự')
    expect(problemSentence(faultProblem('AB12-CDEF'), 'vi')).toContain('AB12-CDEF')
  })
})
