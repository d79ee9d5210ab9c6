import { createHash } from 'node:crypto'

/** Family names with two of five Nguyễn, as they are really spread. */
const families =
  'Nguyễn Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh'.split(
    ' ',
  )
const middles = 'Thị Văn Đức Minh Thanh Ngọc Hữu Quang Thu Kim Hoài Xuân Gia Bảo Khánh Trọng'.split(' ')
const givens =
  'An Ánh Bình Bích Châu Cường Dung Duyên Dũng Đạt Điệp Giang Gấm Hạnh Hằng Hiền Hiếu Hoà Huệ Hưng Khuỷu Kiên Lan Lộc Mùi Nghĩa Nguyệt Nhung Oanh Phượng Quỳnh Sơn Thảo Thắng Thuỷ Thương Trâm Trúc Tuyết Út Vinh Yến'.split(
    ' ',
  )
const streets = ['phố Thử Nghiệm', 'đường Hoà Bình', 'phố Minh Họa', 'đường Giả Định', 'ngõ 4 phố Thử Nghiệm']

/** Somebody who does not exist, at an address that does not either. */
export type Invented = {
  readonly fullName: string
  readonly idNumber: string
  readonly year: number
  readonly street: string
  readonly house: number
  readonly group: number
  readonly members: number
  /** A whole number below `below`, for whatever else there is to choose. */
  readonly choose: (below: number) => number
}

/** The person of that number under a seed: the same on every computer, however many others are asked for. */
export function invented(seed: number, number: number): Invented {
  const digest = createHash('sha256').update(`quay print ${seed} ${number}`).digest()
  let at = 0
  const choose = (below: number) => {
    const value = digest.readUInt16BE(at % 30)
    at += 2
    return value % below
  }
  const pick = (list: readonly string[]) => list[choose(list.length)] ?? ''
  const fullName = [pick(families), pick(middles), pick(givens)].join(' ')
  const year = 1945 + choose(60)
  const century = year >= 2000 ? 2 : 0
  const idNumber = `039${century + choose(2)}${String(year % 100).padStart(2, '0')}${String(number).padStart(6, '0')}`
  const [street, house] = [pick(streets), 1 + choose(400)]
  return { fullName, idNumber, year, street, house, group: 1 + choose(12), members: 1 + choose(6), choose }
}
