import { randomBytes } from 'node:crypto'
import { addDays, dateAt, dayNumber } from '../../../domain/calendar.ts'
import type { PaperKind } from '../../../domain/signed-paper.ts'
import { keyFromSeed } from '../../../office/token/keys.ts'
import { issueToken } from '../../../office/token/token.ts'
import { type Paper, seal } from '../../testing/issuing.ts'
import { acts, type DeskJournal } from '../../testing/journal.ts'

/** Whom a test's paper is for, of what kind it is and when it holds. */
export type Holder = {
  readonly idNumber?: string
  readonly oldIdNumber?: string | null
  readonly kind?: PaperKind
  readonly firstDay?: string
  readonly lastDay?: string
}

const issuer = keyFromSeed(new Uint8Array(32).fill(7))
const name = 'Lê Thị Mẫu'
let index = 0

/** Writes a case into a PC's journal from its registration to its seal, with a real token; answers the paper. */
export function sealPaper(journal: DeskJournal, subject: string, holder: Holder, now: number): Paper {
  const key = randomBytes(32)
  const { kind = 'permit', firstDay = dateAt(now), lastDay = addDays(dateAt(now), 20) } = holder
  const days = { firstDay: dayNumber(dateAt(now)), lastDay: dayNumber(dateAt(now)) + 1 }
  const words = { number: '05', pack: 'vidu-01', packVersion: 1, series: 1, index: 0, name, ...days }
  const more = kind === 'permit' ? { category: 5, text: 'Ví Dụ – Mẫu', last4: '0123' } : {}
  const { bytes } = issueToken({ kind, ...words, ...more }, Math.floor(now / 1000), issuer, 'base45')
  const paper = { kid: issuer.kid, series: 1, index: (index += 1), lastDay }
  journal.append({ ...acts.register(subject, 'clerk-1', key), personal: person(holder) })
  journal.append(acts.verify(subject))
  journal.append(acts.approve(subject))
  const said = seal(subject, paper)
  const token = Buffer.from(bytes).toString('base64url')
  journal.append({ ...said, body: { ...said.body, firstDay }, personal: { token }, key })
  return paper
}

function person({ idNumber = '001190000123', oldIdNumber = null }: Holder) {
  return {
    applicant: {
      personId: '019a0000-0000-7000-8000-0000000000aa',
      idKind: 'cccd',
      idNumber,
      oldIdNumber,
      fullName: name,
      birthDate: '1990',
      sex: 'female',
      residence: 'Tổ 3, Phường Ví Dụ',
      phone: null,
    },
    details: {
      purpose: 'Đi làm',
      route: 'Ví Dụ – Mẫu',
      vehiclePlate: null,
      organisation: null,
      companions: null,
    },
  }
}
