import { addDays, dateAt, dayNumber } from '../../domain/calendar.ts'
import { builtAt } from '../../office/built-at.ts'
import { readCodes } from '../../office/scanning/read-image.ts'
import { face, type FaceName } from '../../office/sheets/faces.ts'
import type { PermitSheet } from '../../office/sheets/permit/data.ts'
import { permit } from '../../office/sheets/permit/index.ts'
import { renderSheet } from '../../office/sheets/render.ts'
import { judge } from '../../office/token/judge.ts'
import { issueToken, parse } from '../../office/token/token.ts'
import { trainingIssuer } from '../../office/token/training-issuer.ts'
import { type Check, finding } from './check.ts'

const faceNames: readonly FaceName[] = ['regular', 'bold', 'italic', 'bold-italic']
const hardest = 'ẴẵỮữĐđỢợ'

/** Type, sheets and codes: a permit of an invented person goes to PDF and its QR comes back. */
export const paperChecks: readonly Check[] = [
  {
    name: 'fonts',
    run() {
      const complete = faceNames.filter((name) =>
        Array.from(hardest).every((letter) => face(name).glyph(letter.codePointAt(0) ?? 0).id !== 0),
      )
      return finding(complete.length === faceNames.length, `Tinos: ${complete.join(', ')}`)
    },
  },
  {
    name: 'permit and QR',
    async run() {
      const now = Date.now()
      const token = trainingToken(now)
      const pdf = await renderSheet(permit, trainingPermit(token, now))
      const codes = await readCodes(pdf, 'pdf')
      const clock = { now, builtAt, serverTime: null }
      const { answer } = judge(parse(codes[0] ?? ''), clock, null, { trust: noIssuers, revocation: null })
      const holds = codes.length === 1 && codes[0] === token && answer === 'training'
      return finding(holds, `${pdf.length} bytes, ${codes.length} QR, ${answer}`)
    },
  },
]

const noIssuers = {
  seq: 0,
  issuedAt: 0,
  signedBy: '',
  nextUpdate: 0,
  issuers: [],
  withdrawnRoots: [],
  byKid: new Map(),
}

function trainingToken(now: number): string {
  const today = dateAt(now)
  const content = {
    kind: 'permit',
    number: '01/GĐĐ-UBND',
    pack: 'self-test',
    packVersion: 1,
    series: 1,
    index: 1,
    firstDay: dayNumber(today),
    lastDay: dayNumber(addDays(today, 6)),
    name: 'Nguyễn Thị Hoài Thương',
    last4: '0123',
    text: 'Phố Thử Nghiệm – phố Minh Họa',
    category: 2,
    training: true,
  } as const
  return issueToken(content, Math.floor(now / 1000), trainingIssuer.key, 'base45').text
}

function trainingPermit(tokenText: string, now: number): PermitSheet {
  const today = dateAt(now)
  return {
    training: true,
    agency: { name: 'Ủy ban nhân dân phường Ví Dụ', place: 'Ví Dụ' },
    number: '01/GĐĐ-UBND',
    issuedOn: today,
    holder: {
      fullName: 'Nguyễn Thị Hoài Thương',
      birth: { year: 1990 },
      idKind: 'Căn cước',
      idNumber: '039190000123',
      residence: 'Phố Thử Nghiệm, phường Ví Dụ',
    },
    purpose: 'Tự kiểm tra',
    category: 'Nhóm 2',
    route: 'Phố Thử Nghiệm – phố Minh Họa',
    places: [],
    schedule: { weekdays: [0, 1, 2, 3, 4, 5, 6], windows: [[0, 1440]] },
    firstDay: today,
    lastDay: addDays(today, 6),
    signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], title: 'CHỦ TỊCH', name: 'Trần Văn Mẫu' },
    tokenText,
    dossierNumber: '39901-000000-0000',
    footer: [],
  }
}
