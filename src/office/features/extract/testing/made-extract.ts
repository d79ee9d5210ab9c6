import { sign } from 'node:crypto'
import {
  extractSignedText,
  type ExtractEnvelope,
  type ExtractPerson,
} from '../../../../contract/sync/extract.ts'
import type { SigningKey } from '../../../token/types.ts'

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Bùi', 'Hoàng']
const givens = ['An', 'Bình', 'Chi', 'Dung', 'Giang', 'Hà', 'Khánh', 'Liên', 'Mai', 'Nam']
const at = <Item>(items: readonly Item[], place: number): Item => items[place % items.length] as Item // never empty

/** An invented resident; the same number always gives the same one. */
export function madePerson(number: number): ExtractPerson {
  const isFemale = number % 2 === 1
  return {
    idNumber: `038${isFemale ? 1 : 0}${String(50 + (number % 50)).padStart(2, '0')}${String(number).padStart(6, '0')}`,
    oldIdNumber: number % 3 === 0 ? String(390_000_000 + number) : null,
    fullName: `${at(families, number)} ${isFemale ? 'Thị' : 'Văn'} Mẫu ${at(givens, number)}`,
    birthDate: `19${50 + (number % 50)}-0${1 + (number % 9)}-${10 + (number % 18)}`,
    sex: isFemale ? 'female' : 'male',
    residence: `Số ${1 + (number % 90)} phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu`,
    household: `Hộ ${Math.floor(number / 4) + 1}`,
  }
}

/** The text of an extract with this many invented residents; `more` changes the whole. */
export function madeExtract(people: number, more: object = {}): string {
  const everybody = Array.from({ length: people }, (_, number) => madePerson(number))
  return JSON.stringify({ ward: '39901', asOf: '2026-11-20', people: everybody, ...more })
}

/** The file of an extract, signed with these keys. */
export function signedExtract(text: string, ...keys: readonly SigningKey[]): Buffer {
  const envelope: ExtractEnvelope = {
    format: 'quay-extract/1',
    text,
    signatures: keys.map(({ kid, privateKey }) => ({
      kid,
      signature: sign(null, Buffer.from(extractSignedText(text)), privateKey).toString('base64url'),
    })),
  }
  return Buffer.from(JSON.stringify(envelope))
}
