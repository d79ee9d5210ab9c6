import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { PermitSheet } from '../permit/data.ts'

const vectors = z.object({ tokens: z.array(z.object({ name: z.string(), base45: z.string() })) })

/** A signed token of the project's vectors, by name. */
export function token(name: string): string {
  const file = join(import.meta.dirname, '../../../../e2e/vectors/token.json')
  const found = vectors
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .tokens.find((entry) => entry.name === name)
  if (!found) throw new Error(`no token ${name} among the vectors`)
  return found.base45
}

export const agency = {
  parent: 'Ủy ban nhân dân Thành phố Mẫu',
  name: 'Ủy ban nhân dân phường Ví Dụ',
  place: 'Ví Dụ',
}

/** The permit of an ordinary day. */
export const usualPermit: PermitSheet = {
  training: false,
  agency: { name: 'Ủy ban nhân dân phường Ví Dụ', place: 'Ví Dụ' },
  number: '05/GĐĐ-UBND',
  issuedOn: '2026-11-21',
  holder: {
    fullName: 'Nguyễn Thị Hoài Thương',
    birth: { year: 1990, month: 8, day: 15 },
    idKind: 'Căn cước công dân',
    idNumber: '039190000123',
    residence: 'Số 12 ngõ 34 phố Thử Nghiệm, phường Ví Dụ, Thành phố Mẫu',
    phone: '0912.345.678',
  },
  purpose: 'Đi làm tại cơ sở khám bệnh, chữa bệnh',
  category: 'Nhóm 2: người lao động trong lĩnh vực y tế',
  route: 'Phố Thử Nghiệm – đường Giả Định – phố Minh Họa và ngược lại',
  places: ['Bệnh viện Đa khoa Minh Họa'],
  schedule: {
    weekdays: [0, 1, 2, 3, 4],
    windows: [
      [360, 480],
      [1020, 1140],
    ],
  },
  vehicle: { plate: '39-X1 123.45' },
  organisation: 'Bệnh viện Đa khoa Minh Họa',
  firstDay: '2026-11-23',
  lastDay: '2026-12-06',
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], title: 'CHỦ TỊCH', name: 'Trần Văn Mẫu' },
  tokenText: token('permit-typical'),
  dossierNumber: '39901-261121-0007',
  footer: ['Số 1 phố Minh Họa, phường Ví Dụ, Thành phố Mẫu; điện thoại: 0239.000.0000'],
}

/** Text of exactly that many characters, full of stacked accents and wide letters. */
export function longText(length: number): string {
  const words = 'Đường Nguyễn Hữu Ngưỡng Phường Thượng Cường Ễ Ộ Ữ Ặ Hoằng Khuỷu Nghiễm Quỳnh Trưởng Xuyến '
  return words
    .repeat(Math.ceil(length / words.length))
    .slice(0, length - 1)
    .trimEnd()
    .padEnd(length, 'ỹ')
}
