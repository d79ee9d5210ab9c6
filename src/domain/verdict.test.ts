import { describe, expect, it } from 'vitest'
import { explanation, headline, noticeSentences, reasonSentences, verdicts } from './verdict.ts'

describe('the words of a verdict', () => {
  it('name the age of a stale revocation list', () => {
    const words = headline({ answer: 'valid-revocation-stale', reason: 'list-age', ageHours: 61 })
    expect(words).toEqual({
      vi: 'HỢP LỆ – danh sách thu hồi cũ 61 giờ',
      en: 'VALID – revocation list 61 hours old',
    })
  })

  it('name no age when there never was a list', () => {
    const words = headline({ answer: 'valid-revocation-stale', reason: 'no-list', ageHours: null })
    expect(words.vi).toBe('HỢP LỆ – chưa có danh sách thu hồi')
  })

  it('have a second sentence for every answer but valid', () => {
    expect(explanation({ reason: null })).toBeNull()
    expect(explanation({ reason: 'lost' })?.vi).toBe('Giấy đã được báo mất hoặc bị lấy cắp.')
  })

  it('are in NFC, in both languages, and only a valid paper is green', () => {
    const sentences = [
      ...Object.values(verdicts).map((verdict) => verdict.shown),
      ...Object.values(reasonSentences),
      ...Object.values(noticeSentences),
    ]
    for (const { vi, en } of sentences) {
      expect(vi.normalize('NFC')).toBe(vi)
      expect(vi.length > 0 && en.length > 0).toBe(true)
    }
    const green = Object.entries(verdicts).filter(([, verdict]) => verdict.colour === 'green')
    expect(green.map(([answer]) => answer)).toEqual(['valid'])
  })
})
