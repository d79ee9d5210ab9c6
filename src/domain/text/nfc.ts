/**
 * Unicode normal form C, in which everything is stored and compared. Both spellings of a Vietnamese letter
 * (one code point, or letter and marks) look alike and occur in real data, so every input passes here once.
 */
export function nfc(text: string): string {
  return text.normalize('NFC')
}

/** NFC, with every run of blanks (also the no-break kind) as one space and none at the ends. */
export function tidy(text: string): string {
  return nfc(text)
    .replace(/[\s\u00a0\u200b\ufeff]+/gu, ' ')
    .trim()
}

/** The apostrophes that occur in Ê-đê and Gia-rai names, all written as U+0027. */
export function plainApostrophes(text: string): string {
  return text.replace(/[\u2018\u2019\u02bc\u00b4`\u2032]/gu, "'")
}
