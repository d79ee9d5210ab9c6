import { plainApostrophes, tidy } from './nfc.ts'

/**
 * The search fold: lower case without any mark, đ as d, one kind of apostrophe, single blanks.
 * `fold('Đặng  Thị Ễ')` is `'dang thi e'`. Two texts a clerk would type alike fold alike.
 *
 * `Intl.Collator('vi', {sensitivity: 'base'})` is no substitute: it holds đ ≠ d and ă ≠ a. Ð (U+00D0) and
 * ð are look-alikes of Đ and đ that legacy fonts left behind in rosters.
 */
export function fold(text: string): string {
  return plainApostrophes(tidy(text))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐðÐ]/gu, 'd')
    .toLowerCase()
}
