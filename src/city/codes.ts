import { randomBytes } from 'node:crypto'

/** 32 capitals and digits: a letter of it holds 5 bits, and a byte's remainder is even. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A random text of so many letters and digits, to be typed by a person. */
export function makeCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
}
