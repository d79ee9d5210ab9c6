import { randomBytes } from 'node:crypto'

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 30 letters and digits without look-alikes, about 147 bits, in groups of five. */
export function newRecoveryCode(): string {
  const characters: string[] = []
  while (characters.length < 30) {
    const byte = randomBytes(1).readUInt8(0)
    // Bytes past the last whole multiple would favour the first letters.
    if (byte < 240) characters.push(alphabet.charAt(byte % 30))
  }
  return grouped(characters.join(''))
}

/** A recovery code as it was made, from what somebody typed off the paper: blanks, hyphens and case do not matter. */
export function readRecoveryCode(typed: string): string {
  return grouped(typed.toUpperCase().replace(/[^0-9A-Z]/g, ''))
}

function grouped(code: string): string {
  return code.replace(/(.{5})(?=.)/g, '$1-')
}
