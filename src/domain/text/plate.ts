/** A vehicle plate: `text` is what is compared and stored, `usual` false means "please look again". */
export interface Plate {
  readonly text: string
  readonly usual: boolean
}

/** Local code, one or two series letters (MĐ: electric), perhaps a digit, then 4 or 5 digits. */
const civil = /^\d{2}[A-ZĐ]{1,2}\d?\d{4,5}$/
/** Diplomatic and international: local code, country, NG, NN or QT, number. */
const foreign = /^\d{2}\d{3}(?:NG|NN|QT)\d{2}$/
/** Army: two letters and a number. */
const army = /^[A-Z]{2}\d{4,5}$/

/**
 * Reads a plate as written on papers: `30A-123.45`, `29-X1 123.45`. Everything but letters and digits goes,
 * capitals stay. The shapes are only a hint, since series change by circular: warn, never refuse.
 */
export function readPlate(text: string): Plate {
  const plate = text
    .normalize('NFC')
    .toLocaleUpperCase('vi')
    .replace(/\u00d0/gu, 'Đ')
    .replace(/[^A-ZĐ0-9]/gu, '')
  return { text: plate, usual: civil.test(plate) || foreign.test(plate) || army.test(plate) }
}
