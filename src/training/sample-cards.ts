import { testCodes } from '../domain/identity/test-codes.ts'

/** A card to put under the simulated reader. Every name, number and address is invented. */
export type TrainingCard = { readonly id: string; readonly label: string; readonly text: string }

const ward = 'Phường Ví Dụ, Thành phố Mẫu'

/** Cards of every kind a counter meets, the troublesome ones too. */
export const sampleCards: readonly TrainingCard[] = [
  {
    id: 'cccd-ha',
    label: 'CCCD – Trần Thị Thu Hà (còn số CMND cũ)',
    text: '079185000123|012345678|Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh|21052021',
  },
  {
    id: 'cccd-binh',
    label: 'CCCD – Nguyễn Văn Bình (không có CMND cũ)',
    text: '001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội|31052021',
  },
  {
    id: 'can-cuoc-dung',
    label: 'Căn cước 2024 – Đặng Thị Ngọc Dung',
    text: `001190004821||Đặng Thị Ngọc Dung|08091990|Nữ|Số 7 ngõ 15 phố Thử Nghiệm, ${ward}|12112024||||`,
  },
  {
    id: 'can-cuoc-phuc',
    label: 'Căn cước 2024 – Huỳnh Trọng Phúc',
    text: `092088001357|362518904|Huỳnh Trọng Phúc|30041988|Nam|Số 7 ngõ 15 phố Thử Nghiệm, ${ward}|05022025||||`,
  },
  {
    id: 'child-bao',
    label: 'Căn cước trẻ em – Trần Gia Bảo',
    text: `079216000789||Trần Gia Bảo|09082016|Nam|12/5 Lê Lợi, ${ward}|15102024||Trần Văn Phúc|Lê Thị Mai|`,
  },
  {
    id: 'cancelled-an',
    label: 'Căn cước có số định danh đã hủy – Lê Minh An',
    text: `048090000777||Lê Minh An|01011990|Nam|45 Trần Phú, ${ward}|05052025|048190000321|||`,
  },
  {
    id: 'elderly-ut',
    label: 'CCCD – Nguyễn Thị Út (chỉ có năm sinh)',
    text: `086148002468|330012345|Nguyễn Thị Út|1948|Nữ|Ấp Mẫu, ${ward}|17082021`,
  },
  {
    id: 'lost-marks',
    label: 'Máy quét làm mất dấu – Tran Thi Thu Ha',
    text: '079185000123|012345678|Trn Th Thu H|15031985|N|12/5 L Li, V D, Qun Mu, TP. H Ch Minh|21052021',
  },
  {
    id: 'truncated',
    label: 'Quét hỏng giữa chừng',
    text: '079185000123|012345678|Trần Thị',
  },
  {
    id: 'unknown',
    label: 'Mã không phải giấy tờ',
    text: 'https://vi-du.example/khong-phai-giay-to',
  },
]

/** The test codes of the set-up, offered while a reader is being checked; their ids are those of the codes. */
export const sampleTestCodes: readonly TrainingCard[] = [
  { id: 'suffix', label: 'Mã thử – mã ngắn', text: testCodes.suffix },
  { id: 'ascii', label: 'Mã thử – đủ các phím', text: testCodes.ascii },
  { id: 'vietnamese', label: 'Mã thử – chữ tiếng Việt', text: testCodes.vietnamese },
  { id: 'long', label: 'Mã thử – mã dài', text: testCodes.long },
]
