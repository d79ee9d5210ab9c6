import { addDays, type CivilDate, civilDate } from '../calendar.ts'

/** Ages at which a card is renewed (Law on Identity 26/2023/QH15 Art. 21). */
const renewalAges = [14, 25, 40, 60] as const

/**
 * When a card ends: the QR does not say, so it follows from birth and issue. A card issued within the two
 * years before an age of renewal runs to the next one; from 58 on it has no end (null).
 */
export function cardExpiry(birth: CivilDate, issued: CivilDate): CivilDate | null {
  const age = renewalAges.find((years) => issued < birthday(birth, years - 2))
  return age === undefined ? null : birthday(birth, age)
}

/** The birthday in that year of life; 29 February falls on the 28th where the year has none. */
function birthday(birth: CivilDate, years: number): CivilDate {
  const year = String(Number(birth.slice(0, 4)) + years)
  const day = civilDate(year + birth.slice(4))
  return day ?? addDays(civilDate(`${year}-03-01`) as CivilDate, -1) // 1 March exists in every year
}
