import type { Applicant } from '../src/contract/events.ts'

/** Repeatable random numbers in [0, 1): a run tomorrow registers the same invented people. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

// Family names with about their share in per cent, as names are really distributed: two of five are Nguyễn.
const families = words(
  'Nguyễn:38 Trần:11 Lê:9 Phạm:7 Hoàng:5 Huỳnh:5 Phan:4 Vũ:4 Võ:4 Đặng:2 Bùi:2 Đỗ:1 Hồ:1 Ngô:1 Dương:1 Lý:1 Đinh:1 Mai:1 Trịnh:1 Tạ:1',
)
const middles = words(
  'Thị:30 Văn:22 Đức:4 Minh:5 Thanh:5 Ngọc:6 Hữu:3 Quang:4 Thu:4 Kim:4 Hoài:2 Xuân:3 Gia:3 Bảo:2 Khánh:2 Trọng:1',
)
const givens = words(
  'An Anh Ánh Bình Bảo Bích Châu Chi Cúc Cường Dung Duy Duyên Dũng Dương Đạt Điệp Đông Đức Giang Gấm Hà Hạnh Hải Hằng Hân Hiền Hiếu Hoa Hoà Hoàng Hồng Huệ Hùng Huy Huyền Hưng Hương Khang Khánh Khôi Kiên Lam Lan Lâm Liên Linh Loan Long Lộc Luân Ly Mai Mạnh Minh Mùi My Nam Nga Ngân Nghĩa Ngọc Nguyên Nguyệt Nhàn Nhi Nhung Như Oanh Phát Phong Phú Phúc Phương Phượng Quang Quân Quốc Quyên Quỳnh Sang Sơn Tâm Tân Thái Thành Thảo Thắng Thi Thiện Thịnh Thoa Thu Thuận Thuỷ Thương Tiến Toàn Trang Trâm Trí Trinh Trung Trúc Tuấn Tùng Tuyết Tú Uyên Út Vân Việt Vinh Vũ Vy Xuân Yến',
)

function words(text: string): readonly string[] {
  return text.split(' ').flatMap((entry) => {
    const [word = '', share = '1'] = entry.split(':')
    return Array.from({ length: Number(share) }, () => word)
  })
}

/** An invented person: `serial` makes the number unique. */
export function person(next: () => number, serial: number, id: string): Applicant {
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? ''
  const twoMiddles = next() < 0.25 ? [pick(middles), pick(middles)] : [pick(middles)]
  const year = 1940 + Math.floor(next() * 68)
  const female = next() < 0.5
  const century = (year >= 2000 ? 2 : 0) + (female ? 1 : 0)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    personId: id,
    idKind: 'cccd',
    idNumber: `039${century}${two(year % 100)}${String(serial % 1_000_000).padStart(6, '0')}`,
    oldIdNumber: null,
    fullName: [pick(families), ...twoMiddles, pick(givens)].join(' '),
    birthDate: `${year}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`,
    sex: female ? 'female' : 'male',
    residence: `Số ${1 + Math.floor(next() * 400)} phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu`,
    phone: `09${String(Math.floor(next() * 1e8)).padStart(8, '0')}`,
  }
}
