import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { CompletionRequestSheet } from '../completion-request/data.ts'
import type { PermitSheet } from '../permit/data.ts'
import type { ReceiptSheet } from '../receipt/data.ts'
import type { RefusalSheet } from '../refusal/data.ts'

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

const applicant = {
  fullName: 'Nguyễn Thị Hoài Thương',
  idKind: 'Căn cước công dân',
  idNumber: '039190000123',
  address: 'Số 12 ngõ 34 phố Thử Nghiệm, phường Ví Dụ, Thành phố Mẫu',
  phone: '0912.345.678',
}

const office = {
  training: false,
  agency: { name: 'Ủy ban nhân dân phường Ví Dụ', place: 'Ví Dụ' },
  counter: 'Trung tâm Phục vụ hành chính công',
  footer: ['Số 1 phố Minh Họa, phường Ví Dụ, Thành phố Mẫu; điện thoại: 0239.000.0000'],
}

/** The receipt of an ordinary day. */
export const usualReceipt: ReceiptSheet = {
  ...office,
  dossierNumber: '39901-261121-0007',
  applicant,
  organisation: 'Bệnh viện Đa khoa Minh Họa',
  matter: 'Cấp giấy đi đường cho người lao động trong lĩnh vực y tế',
  components: [
    { name: 'Đơn đề nghị cấp giấy đi đường', form: 'form', quantity: 1 },
    { name: 'Giấy xác nhận của đơn vị sử dụng lao động', form: 'original', quantity: 1 },
    { name: 'Thẻ căn cước công dân', form: 'copy', quantity: 1 },
  ],
  sets: 1,
  receivedAt: { date: '2026-11-21', minute: 570 },
  dueAt: { date: '2026-11-23', minute: 1020 },
  collectAt: 'Quầy số 2, Trung tâm Phục vụ hành chính công phường Ví Dụ',
  fee: 'Không',
  register: { book: '03', entry: '0127' },
  receivedBy: 'Lê Thị Quầy',
}

/** The refusal of an ordinary day. */
export const usualRefusal: RefusalSheet = {
  ...office,
  number: '12/PTC-UBND',
  issuedOn: '2026-11-21',
  dossierNumber: '39901-261121-0007',
  applicant,
  matter: 'Cấp giấy đi đường cho người lao động trong lĩnh vực y tế',
  reasons: ['Đơn vị sử dụng lao động chưa đăng ký danh sách người phải đi lại với Ủy ban nhân dân phường.'],
  nextSteps: [
    'Đề nghị đơn vị gửi danh sách người lao động và phương án phòng, chống dịch cho Ủy ban nhân dân phường.',
    'Sau khi danh sách được xác nhận, nộp lại hồ sơ tại quầy; không phải nộp lại giấy tờ đã có.',
  ],
  contact: 'quầy số 2, điện thoại 0239.000.0000',
  handledBy: 'Lê Thị Quầy',
}

/** The completion request of an ordinary day. */
export const usualCompletionRequest: CompletionRequestSheet = {
  ...office,
  number: '31/PBS-UBND',
  issuedOn: '2026-11-21',
  dossierNumber: '39901-261121-0007',
  applicant,
  matter: 'Cấp giấy đi đường cho người lao động trong lĩnh vực y tế',
  items: [
    'Giấy xác nhận của đơn vị sử dụng lao động phải có chữ ký và dấu của đơn vị.',
    'Ghi rõ cung đường đi lại trong đơn.',
  ],
  reason: 'Giấy xác nhận chưa có dấu; đơn chưa ghi cung đường.',
  bringBy: '2026-11-25',
  contact: 'quầy số 2, điện thoại 0239.000.0000',
  handledBy: 'Lê Thị Quầy',
}

/** Everything as long as the data type lets it be. */
export const fullPermit: PermitSheet = {
  training: true,
  agency: { parent: longText(64), name: longText(64), place: longText(30) },
  number: '1234567890/GĐĐ-UBND',
  issuedOn: '2026-01-05',
  holder: {
    fullName: longText(64),
    birth: { year: 1948 },
    idKind: longText(40),
    idNumber: '01234567890123456789',
    residence: longText(160),
    phone: '(+84) 912.345.678',
  },
  purpose: longText(120),
  category: longText(96),
  route: longText(96),
  places: [longText(64), longText(64), longText(64)],
  schedule: {
    weekdays: [0, 1, 3, 5, 6],
    windows: [
      [300, 480],
      [660, 780],
      [1020, 1140],
    ],
  },
  vehicle: { plate: '39-AA 123.45, xe máy' },
  organisation: longText(96),
  companions: [longText(64), longText(64), longText(64)],
  firstDay: '2026-01-06',
  lastDay: '2026-02-09',
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH', name: longText(48) },
  tokenText: token('permit-typical'),
  dossierNumber: '39901-260105-12345678901234567890123456',
  zone: longText(64),
  issuedUnder: longText(160),
  supersedes: '1234567889/GĐĐ-UBND',
  recipients: [longText(40), longText(40)],
  stampGuide: true,
  footer: [longText(120), longText(120)],
}
