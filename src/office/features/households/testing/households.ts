import type { HouseholdDetails } from '../../../../contract/events/household-events.ts'

let households = 0

/** A household somebody could put on the roster; each is another invented one. */
export function household(wishes: Partial<HouseholdDetails> = {}): HouseholdDetails {
  households += 1
  const head = wishes.head ?? `Trần Văn Mẫu Hộ`
  return {
    head,
    address: `Số ${households} Ngõ 15 phố Thử Nghiệm`,
    group: 'Tổ 5',
    stairwell: null,
    order: households,
    members: 4,
    shopper: { fullName: head, idNumber: numberOf(households), birthDate: null },
    zone: null,
    stay: 'permanent',
    phone: null,
    note: null,
    ...wishes,
  }
}

/** A number that says a man born in 1985. */
const numberOf = (count: number) => `001085${String(count).padStart(6, '0')}`

/** A roster as a ward sends it: so many households of `Tổ 9`, one of them without an address. */
export function rosterCsv(count: number, members: number): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: count }, (_, index) => {
    const address = index === 2 ? '' : `Số ${index + 1} phố Mẫu`
    const number = `001085${String(900_000 + index)}`
    return `${index + 1},Lê Văn ${givenName(index)},${number},${address},${members},Tổ 9`
  })
  const text = `STT,Họ tên chủ hộ,Số CCCD,Địa chỉ,Số nhân khẩu,Tổ dân phố\n${rows.join('\n')}\n`
  return new TextEncoder().encode(text)
}

const syllables = ['An', 'Bình', 'Cường', 'Dũng', 'Giang', 'Hải', 'Khánh', 'Long', 'Minh', 'Nam']
const givenName = (index: number) => `${syllables[Math.floor(index / 10) % 10]} ${syllables[index % 10]}`
