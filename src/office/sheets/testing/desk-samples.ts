import type { ApologySheet } from '../apology/data.ts'
import type { CaseRecordSheet } from '../case-record/data.ts'
import type { ControlSlipSheet } from '../control-slip/data.ts'
import type { MarketCardSheet } from '../market-card-slip/data.ts'
import type { OrganisationPaperSheet } from '../organisation-paper/data.ts'
import type { RegisterCoverSheet, RegisterEntrySheet } from '../register-book/data.ts'
import type { StopNoticeSheet } from '../stop-notice/data.ts'
import type { TransferSlipSheet } from '../transfer-slip/data.ts'
import { token, usualReceipt } from './samples.ts'

const { training, agency, counter, footer, applicant, matter, dossierNumber } = usualReceipt

const letter = {
  training,
  agency,
  footer: footer ?? [],
  issuedOn: '2026-11-24',
  signer: { capacity: ['KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH', name: 'Phạm Thị Giả Định' },
}

/** The apology of an ordinary day: one promise broken. */
export const usualApology: ApologySheet = {
  ...letter,
  number: '07/XL-UBND',
  dossierNumber,
  applicant,
  matter,
  receivedAt: { date: '2026-11-21', minute: 570 },
  promises: [{ dueAt: { date: '2026-11-23', minute: 1020 } }],
  reason: 'Trạm y tế phường chưa xác nhận phương án phòng, chống dịch của đơn vị sử dụng lao động.',
  unit: 'Trạm y tế phường Ví Dụ',
  newDueAt: { date: '2026-11-26', minute: 690 },
  collectAt: 'Quầy số 2, Trung tâm Phục vụ hành chính công phường Ví Dụ',
  contact: 'quầy số 2, điện thoại 0239.000.0000',
}

/** The notice of stopping of an ordinary day. */
export const usualStopNotice: StopNoticeSheet = {
  ...letter,
  number: '03/TB-UBND',
  counter,
  dossierNumber,
  applicant,
  matter,
  receivedAt: { date: '2026-11-21', minute: 570 },
  stoppedAt: { date: '2026-11-24', minute: 480 },
  cause: 'applicant',
  reasons: ['Người nộp hồ sơ có đơn đề nghị rút hồ sơ vì không còn nhu cầu đi lại.'],
  basis: 'Đơn đề nghị rút hồ sơ ngày 23/11/2026',
  returned: ['01 bản chính Giấy xác nhận của đơn vị sử dụng lao động'],
  nextSteps: ['Nộp hồ sơ mới tại quầy khi có nhu cầu; các giấy tờ được trả lại vẫn dùng được.'],
  contact: 'quầy số 2, điện thoại 0239.000.0000',
}

/** The control slip of a dossier on its way, late at one step. */
export const usualControlSlip: ControlSlipSheet = {
  training,
  agency,
  counter,
  footer: footer ?? [],
  dossierNumber,
  printedOn: '2026-11-24',
  applicant,
  matter,
  unit: 'Bộ phận cấp giấy đi đường, Ủy ban nhân dân phường Ví Dụ',
  partners: ['Trạm y tế phường', 'Công an phường'],
  receivedAt: { date: '2026-11-21', minute: 570 },
  dueAt: { date: '2026-11-23', minute: 1020 },
  stays: [
    {
      step: 'Tiếp nhận',
      unit: 'Quầy số 2',
      holder: 'Lê Thị Quầy',
      from: { date: '2026-11-21', minute: 570 },
      until: { date: '2026-11-21', minute: 600 },
      dueAt: { date: '2026-11-21', minute: 690 },
      result: 'early',
    },
    {
      step: 'Xác nhận phương án',
      unit: 'Trạm y tế',
      holder: 'Đỗ Văn Trạm',
      from: { date: '2026-11-21', minute: 600 },
      until: { date: '2026-11-23', minute: 1050 },
      dueAt: { date: '2026-11-23', minute: 600 },
      result: 'late',
      note: 'Chờ đơn vị bổ sung phương án',
    },
    {
      step: 'Phê duyệt',
      unit: 'Ủy ban nhân dân phường',
      holder: 'Trần Văn Mẫu',
      from: { date: '2026-11-23', minute: 1050 },
      result: 'running-late',
    },
  ],
}

/** The transfer slip of a dossier that came to the wrong ward. */
export const usualTransferSlip: TransferSlipSheet = {
  ...letter,
  number: '02/PC-UBND',
  counter,
  dossierNumber,
  to: 'Ủy ban nhân dân phường Thử',
  recipients: ['Như trên', 'Người nộp hồ sơ'],
  applicant,
  matter,
  receivedAt: { date: '2026-11-21', minute: 570 },
  dueAt: { date: '2026-11-23', minute: 1020 },
  reason: 'Người nộp hồ sơ cư trú trên địa bàn phường Thử.',
  basis: 'Quy định thẩm quyền cấp giấy theo nơi cư trú',
  components: usualReceipt.components,
  handedOverBy: 'Lê Thị Quầy',
  contact: 'quầy số 2, điện thoại 0239.000.0000',
}

/** A dossier of the register, by its running number. */
export function registerEntry(index: number): RegisterEntrySheet {
  const states = ['resolved', 'resolved', 'open', 'refused', 'stopped', 'transferred', 'open'] as const
  const state = states[index % states.length] ?? 'open'
  const late = index % 5 === 0
  return {
    dossierNumber: `39901-261121-${String(index + 1).padStart(4, '0')}`,
    matter,
    sets: 1,
    name: 'Nguyễn Thị Hoài Thương',
    contact: 'Số 12 ngõ 34 phố Thử Nghiệm, phường Ví Dụ; 0912.345.678',
    unit: 'Ủy ban nhân dân phường',
    receivedAt: { date: '2026-11-21', minute: 570 },
    dueAt: { date: late ? '2026-11-22' : '2026-11-25', minute: 1020 },
    ...(state === 'open' ? {} : { returnedAt: { date: '2026-11-23', minute: 900 }, way: 'counter' as const }),
    state,
  }
}

/** What stands around the entries of a week. */
export const usualRegisterCover: RegisterCoverSheet = {
  training,
  agency,
  counter,
  book: '03',
  firstDay: '2026-11-16',
  lastDay: '2026-11-24',
  asOf: { date: '2026-11-24', minute: 1020 },
  keptBy: 'Lê Thị Quầy',
  head: { title: 'GIÁM ĐỐC TRUNG TÂM', name: 'Phạm Thị Giả Định' },
}

/** The paper of a unit with twelve people. */
export const usualOrganisationPaper: OrganisationPaperSheet = {
  ...letter,
  number: '15/GXN-UBND',
  recipients: ['Như trên', 'Công an phường'],
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], title: 'CHỦ TỊCH', name: 'Trần Văn Mẫu' },
  dossierNumber: '39901-261121-0012',
  unit: {
    name: 'Công ty trách nhiệm hữu hạn Minh Họa',
    taxCode: '0100000000-001',
    address: 'Số 5 đường Giả Định, phường Ví Dụ, Thành phố Mẫu',
    representative: 'Ngô Văn Giám',
    position: 'Giám đốc',
    phone: '0912.000.111',
  },
  plan: 'số 12/PA-MH ngày 18/11/2026',
  health: { name: 'Đỗ Văn Trạm', on: '2026-11-22' },
  routes: [
    { route: 'Phố Thử Nghiệm – đường Giả Định và ngược lại', shift: 'ca sáng, 05 giờ 30 đến 14 giờ 30' },
    { route: 'Phố Minh Họa – đường Giả Định và ngược lại', shift: 'ca chiều, 13 giờ 30 đến 22 giờ 30' },
  ],
  workers: workers(12),
  headcount: 12,
  conditions: ['Xét nghiệm cho người lao động theo phương án.', 'Đi đúng cung đường và ca đã đăng ký.'],
  firstDay: '2026-11-25',
  lastDay: '2026-12-09',
  tokenText: token('organisation'),
}

/** Invented people of a list. */
export function workers(number: number): OrganisationPaperSheet['workers'] {
  return Array.from({ length: number }, (_, index) => ({
    fullName: `${['Nguyễn Văn', 'Trần Thị', 'Lê Hữu', 'Phạm Thị Ngọc'][index % 4]} Thử ${index + 1}`,
    idNumber: `0391900${String(index).padStart(5, '0')}`,
    job: ['Công nhân', 'Lái xe', 'Bảo vệ'][index % 3] ?? '',
    route: `Tuyến ${(index % 2) + 1}, ${index % 2 === 0 ? 'ca sáng' : 'ca chiều'}`,
  }))
}

/** A market card for even days. */
export const usualMarketCard: MarketCardSheet = {
  training,
  agency,
  number: '39901-000127',
  issuedOn: '2026-11-24',
  household: { head: 'Trần Văn Phúc', group: 'Tổ dân phố 5', address: '12/5 phố Thử Nghiệm', members: 4 },
  shopper: { name: 'Trần Thị Thu Hà', last4: '0123' },
  markets: ['Chợ Ví Dụ', 'Siêu thị Minh Họa'],
  parity: 'even',
  windows: [[420, 510]],
  firstDay: '2026-11-25',
  lastDay: '2026-12-09',
  visits: {
    kind: 'days',
    days: ['2026-11-26', '2026-11-28', '2026-11-30', '2026-12-02', '2026-12-04', '2026-12-06', '2026-12-08'],
  },
  rules: ['Mang theo căn cước; mỗi lần một người; không cho mượn thẻ.'],
  tokenText: token('market-card'),
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], title: 'CHỦ TỊCH', name: 'Trần Văn Mẫu' },
}

/** A support case whose money is paid out. */
export const usualCaseRecord: CaseRecordSheet = {
  ...letter,
  number: '41/PCT-UBND',
  title: 'Phiếu chi trả hỗ trợ',
  about: 'Hỗ trợ người dân gặp khó khăn do dịch bệnh',
  fields: [
    { label: 'Người được hỗ trợ', value: 'NGUYỄN THỊ HOÀI THƯƠNG', strong: true },
    { label: 'Căn cước công dân số', value: '039190000123' },
    { label: 'Nơi cư trú', value: 'Số 12 ngõ 34 phố Thử Nghiệm, phường Ví Dụ, Thành phố Mẫu' },
    { label: 'Nhóm đối tượng', value: 'Lao động tự do mất việc làm' },
  ],
  table: {
    columns: [
      { title: 'Khoản', share: 4 },
      { title: 'Ngày chi', share: 2, align: 'center' },
      { title: 'Số tiền (đồng)', share: 2, align: 'right' },
    ],
    rows: [
      ['Hỗ trợ một lần', '24/11/2026', '1.500.000'],
      ['Hỗ trợ trẻ em dưới 6 tuổi', '24/11/2026', '1.000.000'],
    ],
  },
  decision: { label: 'Quyết định', text: 'Chi trả một lần 2.500.000 đồng (hai triệu năm trăm nghìn đồng).' },
  closing: 'Phiếu này được lập thành hai bản, người nhận tiền giữ một bản.',
  code: '39901-261124-0041',
  filed: 'HS 39901-261124-0041',
  receiver: { title: 'NGƯỜI NHẬN TIỀN', name: 'Nguyễn Thị Hoài Thương' },
}
