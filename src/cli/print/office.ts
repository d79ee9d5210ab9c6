import { type CivilDate, instantOf } from '../../domain/calendar.ts'
import type { PaperContent } from '../../domain/signed-paper.ts'
import { issueToken } from '../../office/token/token.ts'
import { trainingIssuer } from '../../office/token/training-issuer.ts'

/** What is alike on all sample papers. The day is fixed, so that the same seed gives the same bytes tomorrow. */

export const issuedOn = '2026-11-21' as CivilDate
const issuedAt = instantOf(issuedOn, 9 * 60 + 30) / 1000

export const agency = { name: 'Ủy ban nhân dân phường Ví Dụ', place: 'Ví Dụ' }
export const signer = { capacity: ['TM. ỦY BAN NHÂN DÂN'], title: 'CHỦ TỊCH', name: 'Lê Minh Châu' }
export const footer = ['Số 1 phố Minh Họa, phường Ví Dụ, Thành phố Mẫu; điện thoại: 0239.000.0000']
export const ends = 'Bộ quy tắc mẫu của văn phòng tập huấn'
/** The rule pack and series that the sample papers name. */
export const pack = { pack: 'vi-du', packVersion: 1, series: 1, training: true } as const

/** The signed words of a paper as its QR carries them, by the key that signs training papers. */
export function signed(words: PaperContent): string {
  return issueToken(words, issuedAt, trainingIssuer.key, 'base45').text
}
