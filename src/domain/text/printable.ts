/**
 * Text as one line of print: without the invisible marks that pasting brings along (soft hyphens, zero-width marks),
 * every run of blanks and line ends as one space, none at the ends, NFC.
 */
export function printLine(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * Latin letters with every mark, and the signs of Vietnamese papers: all of it is in the four faces of the sheets,
 * which a test of theirs makes sure of. Pictures and other alphabets would print as empty boxes.
 */
const printable =
  /^[ -~\u00a1-\u00ac\u00ae-\u024f\u02b0-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20be\u2100-\u214f\u2190-\u2195\u2264\u2265]*$/u

/** Whether a paper can show every character of a text. */
export function isPrintable(text: string): boolean {
  return printable.test(text)
}

/** Most people one permit names besides its holder, and the longest name of one. */
const companionLimits = { people: 3, letters: 64 } as const

/** The people travelling along, as typed with commas, semicolons or a line each: one name each, none empty. */
export function companionsOf(text: string): string[] {
  return text
    .split(/[,;\n]/u)
    .map(printLine)
    .filter(Boolean)
}

/** Whether a permit has room for these people. */
export function companionsFit(text: string): boolean {
  const companions = companionsOf(text)
  return (
    companions.length <= companionLimits.people &&
    companions.every((name) => name.length <= companionLimits.letters)
  )
}
