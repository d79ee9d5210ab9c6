import { randomBytes } from 'node:crypto'

/** A short number a clerk can read to the IT officer over the telephone, e.g. `K7QF-2M9T`. */
export function newIncident(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const text = Array.from(randomBytes(8), (byte) => letters.charAt(byte % letters.length)).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
