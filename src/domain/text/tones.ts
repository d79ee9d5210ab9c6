import { nfc } from './nfc.ts'

const oRule = /([oO])([aAeE])([\u0300\u0301\u0309\u0303\u0323])(?![\p{L}\p{M}])/gu
const uyRule = /(?<![qQ])([uU])([yY])([\u0300\u0301\u0309\u0303\u0323])(?![\p{L}\p{M}])/gu

/**
 * One placement of the tone mark for both schools of spelling: *hoà* → `hòa`, *thuỷ* → `thủy`. For comparing
 * only; what is shown and printed keeps the spelling of the document. Only open syllables differ between the
 * schools, so *toàn*, *Huỳnh*, *quý* stay. Spellings with i or y (*Mỹ*, *Mĩ*) are different names and stay.
 */
export function canonicalTones(text: string): string {
  return nfc(text.normalize('NFD').replace(oRule, '$1$3$2').replace(uyRule, '$1$3$2'))
}
