/**
 * A dossier number of this office, `39901-26-A00012-X`: ward code, year, device letter with its own running
 * number, check character. Each device counts for itself, so two counters without a network never collide.
 */
export type DossierNumber = string & { readonly dossierNumber: unique symbol }

/** The parts of a dossier number. `ward` has 5 digits, `year` is 2000 … 2099, `serial` is 1 … 99999. */
export interface DossierNumberParts {
  readonly ward: string
  readonly year: number
  readonly device: string
  readonly serial: number
}

/** Letters a device may be given. I and O are left out because people read them as 1 and 0. */
export const deviceLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const shape = /^(\d{5})-?(\d{2})-?([A-HJ-NP-Z])(\d{5})-?([0-9A-Z])$/

/**
 * Writes a dossier number with its check character.
 * Throws a RangeError when a part is outside the bounds of `DossierNumberParts`.
 */
export function makeDossierNumber(parts: DossierNumberParts): DossierNumber {
  const { ward, year, device, serial } = parts
  if (!/^\d{5}$/.test(ward)) throw new RangeError('a ward code has 5 digits')
  if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new RangeError('year outside 2000 … 2099')
  if (device.length !== 1 || !deviceLetters.includes(device)) throw new RangeError('no such device letter')
  if (!Number.isInteger(serial) || serial < 1 || serial > 99_999)
    throw new RangeError('serial outside 1 … 99999')
  const yy = String(year - 2000).padStart(2, '0')
  const counted = `${device}${String(serial).padStart(5, '0')}`
  return `${ward}-${yy}-${counted}-${checkCharacter(ward + yy + counted)}` as DossierNumber // made to its shape
}

/**
 * Reads a dossier number as scanned or typed: lower case, blanks, and missing hyphens are forgiven, a wrong
 * check character is not. Null when the text is none.
 */
export function readDossierNumber(text: string): (DossierNumberParts & { number: DossierNumber }) | null {
  const match = shape.exec(text.replace(/\s/gu, '').toUpperCase())
  if (!match) return null
  const [ward, yy, device, digits, check] = match.slice(1) as [string, string, string, string, string] // five groups
  if (digits === '00000' || checkCharacter(ward + yy + device + digits) !== check) return null
  const number = `${ward}-${yy}-${device}${digits}-${check}` as DossierNumber // checked above
  return { number, ward, year: 2000 + Number(yy), device, serial: Number(digits) }
}

/**
 * ISO/IEC 7064 MOD 37,36: one check character over digits and capitals. It finds every single wrong
 * character and nearly every swap of neighbours. Chosen over MOD 97-10, which needs two more characters, and
 * because its character is a digit or a capital: Code 128 and Code 39 print it as it stands.
 * `text` holds digits and capitals only; anything else throws a RangeError.
 */
export function checkCharacter(text: string): string {
  let product = 36
  for (const character of text) {
    const value = alphabet.indexOf(character)
    if (value < 0) throw new RangeError('only digits and capitals have a check character')
    product = (((product + value) % 36 || 36) * 2) % 37
  }
  return alphabet.charAt((37 - product) % 36)
}
