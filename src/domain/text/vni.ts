import { nfc } from './nfc.ts'

/** In VNI-Windows a letter is followed by a mark, itself a letter of windows-1252. Marks to combining marks. */
const toneMarks: Readonly<Record<string, string>> = {
  ø: '\u0300',
  ù: '\u0301',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
}
/** After a, e, o: the circumflex alone or with a tone. */
const circumflexMarks: Readonly<Record<string, string>> = {
  â: '\u0302',
  à: '\u0302\u0300',
  á: '\u0302\u0301',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
}
/** After a: the breve alone or with a tone. */
const breveMarks: Readonly<Record<string, string>> = {
  ê: '\u0306',
  è: '\u0306\u0300',
  é: '\u0306\u0301',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
}
/** Letters that are one character in VNI. */
const single: Readonly<Record<string, string>> = {
  ì: 'ì',
  í: 'í',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
}

/**
 * Text of a `VNI-…` font to Unicode, longest match first, one pass only. Ỷ and Ỹ are Y followed by û or õ;
 * a widespread table that gives Ì for them is wrong.
 */
export function fromVni(text: string): string {
  let result = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    const base = cased(letter, single) ?? letter
    const marks = marksAfter(letter.toLowerCase(), text.charAt(i + 1).toLowerCase())
    result += base + (marks ?? '')
    if (marks !== undefined) i++
  }
  return nfc(result)
}

/** The combining marks a second character stands for, or undefined when it is no mark of that letter. */
function marksAfter(letter: string, mark: string): string | undefined {
  if (!'aeouyôö'.includes(letter) || letter === '') return undefined
  const circumflex = 'aeo'.includes(letter) ? circumflexMarks[mark] : undefined
  const breve = letter === 'a' ? breveMarks[mark] : undefined
  return toneMarks[mark] ?? circumflex ?? breve
}

function cased(letter: string, table: Readonly<Record<string, string>>): string | undefined {
  const found = table[letter.toLowerCase()]
  if (found === undefined) return undefined
  return letter === letter.toLowerCase() ? found : found.toLocaleUpperCase('vi')
}
