import type { ListField } from '../../../contract/lists/fields.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import type { Cell } from '../table.ts'
import { cleanText, shown, within } from './clean.ts'
import { note, type RowDraft } from './finding.ts'

/** Reads a phone number; one of nine digits in a number cell lost its first zero. A doubt only: many have none. */
export function readPhoneCell(draft: RowDraft, cell: Cell | undefined): string | null {
  const text = cleanText(draft, 'phone', cell)
  if (text === null) return null
  const plain = text.replace(/[\s.\-()]/gu, '')
  const lostZero = /^[35789]\d{8}$/.test(plain) || /^1[268]\d{8}$/.test(plain)
  const phone = readPhone(lostZero ? `0${plain}` : text)
  if (!phone || phone.kind === 'other') {
    note(draft, 'phone-unusual', 'phone', { text: shown(text) })
    return null
  }
  if (phone.renumbered) note(draft, 'phone-renumbered', 'phone', { text: shown(text), read: phone.number })
  else if (lostZero) note(draft, 'zeros-restored', 'phone', { read: phone.number })
  return phone.number
}

/** Reads a plate, letters and digits only. */
export function readPlateCell(draft: RowDraft, cell: Cell | undefined): string | null {
  const text = within(draft, 'vehiclePlate', cleanText(draft, 'vehiclePlate', cell), 40)
  if (text === null) return null
  const plate = readPlate(text)
  if (plate.usual) return plate.text
  note(draft, 'plate-unusual', 'vehiclePlate', { text: shown(text) })
  return plate.text.length <= 12 ? plate.text || null : null
}

/** Reads an e-mail address. */
export function readEmail(draft: RowDraft, cell: Cell | undefined): string | null {
  const text = cleanText(draft, 'email', cell)
  if (text === null) return null
  if (text.length <= 120 && /^[^@\s,;]{1,64}@[^@\s,;]+\.[a-z]{2,}$/i.test(text)) return text.toLowerCase()
  note(draft, 'email-unusual', 'email', { text: shown(text) })
  return null
}

/** Reads how many people a household has. */
export function readMembers(draft: RowDraft, cell: Cell | undefined): string | null {
  const text = cleanText(draft, 'members', cell)
  if (text === null) return null
  const number = /^0*(\d{1,2})\s*(?:người|khẩu|nhân khẩu|nk)?$/iu.exec(text)?.[1]
  if (number !== undefined && Number(number) >= 1 && Number(number) <= 50) return number
  note(draft, 'members-unreadable', 'members', { text: shown(text) })
  return null
}

/** Reads any other text. */
export function readText(
  draft: RowDraft,
  field: ListField,
  cell: Cell | undefined,
  most: number,
): string | null {
  return within(draft, field, cleanText(draft, field, cell), most)
}
