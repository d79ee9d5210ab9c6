import { addDays, dayNumber } from '../../domain/calendar.ts'
import type { PermitSheet } from '../../office/sheets/permit/data.ts'
import { invented } from './invented.ts'
import { agency, ends, footer, issuedOn, pack, signed, signer } from './office.ts'

const purposes = [
  ['Đi làm tại cơ sở khám bệnh, chữa bệnh', 'Nhóm 2: người lao động trong lĩnh vực y tế', 'Trạm Y tế Mẫu'],
  ['Đi làm tại cơ quan, đơn vị', 'Nhóm 1: cán bộ, công chức, viên chức', 'Trạm cấp nước Mẫu'],
  ['Vận chuyển nông sản, hàng thiết yếu', 'Nhóm 3: vận chuyển hàng hóa thiết yếu', 'Hợp tác xã Nông sản Mẫu'],
  ['Khám bệnh, điều trị định kỳ', 'Nhóm 4: người dân có việc cần thiết', undefined],
] as const

/** Permits (*giấy đi đường*) of people who do not exist, signed as the training office signs: one after the other. */
export function* samplePermits(seed: number, count: number): Generator<PermitSheet> {
  for (let number = 1; number <= count; number++) yield samplePermit(seed, number)
}

function samplePermit(seed: number, index: number): PermitSheet {
  const who = invented(seed, index)
  const choice = who.choose(purposes.length)
  const [purpose, category, organisation] = purposes[choice] ?? purposes[0]
  const number = `${String(index).padStart(2, '0')}/GĐĐ-UBND`
  const route = `${upper(who.street)} – đường Giả Định – phố Minh Họa và ngược lại`
  const [firstDay, lastDay] = [addDays(issuedOn, 2), addDays(issuedOn, 15)]
  const tokenText = signed({
    kind: 'permit',
    ...pack,
    number,
    index,
    firstDay: dayNumber(firstDay),
    lastDay: dayNumber(lastDay),
    weekdays: 31,
    windows: [360, 480, 1020, 1140],
    places: [39901],
    text: route,
    name: who.fullName,
    last4: who.idNumber.slice(-4),
    category: choice + 1,
  })
  return {
    training: true,
    agency,
    number,
    issuedOn,
    holder: {
      fullName: who.fullName,
      birth: { year: who.year, month: 1 + who.choose(12), day: 1 + who.choose(28) },
      idKind: 'Căn cước công dân',
      idNumber: who.idNumber,
      residence: `Số ${who.house} ${who.street}, tổ dân phố ${who.group}, phường Ví Dụ, Thành phố Mẫu`,
    },
    purpose,
    category,
    route,
    places: [],
    schedule: {
      weekdays: [0, 1, 2, 3, 4],
      windows: [
        [360, 480],
        [1020, 1140],
      ],
    },
    ...(organisation === undefined ? {} : { organisation }),
    firstDay,
    lastDay,
    signer,
    tokenText,
    dossierNumber: `39901-261121-${String(index).padStart(4, '0')}`,
    issuedUnder: ends,
    footer,
  }
}

const upper = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
