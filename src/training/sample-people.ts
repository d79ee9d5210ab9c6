import type { Applicant, RequestDetails, Schedule } from '../contract/events.ts'

/** A case the training office starts with, and how far it has come. Everyone is invented. */
export type SampleCase = {
  readonly applicant: Omit<Applicant, 'personId'>
  readonly details: RequestDetails
  readonly category: number
  readonly schedule: Pick<Schedule, 'weekdays' | 'windows'>
  readonly until: 'registered' | 'verified' | 'approved'
}

const everyDay = [0, 1, 2, 3, 4, 5, 6]
const workdays = [0, 1, 2, 3, 4]
const ward = 'Phường Ví Dụ, Thành phố Mẫu'
const plain = { vehiclePlate: null, organisation: null, companions: null }

/** Two households and three people on their own, spread over the queues. */
export const sampleCases: readonly SampleCase[] = [
  {
    applicant: person(
      '001175003692',
      'Bùi Thị Hồng Gấm',
      '1975-06-12',
      'female',
      `Số 21 ngõ 4, tổ dân phố 3, ${ward}`,
      '0912345001',
    ),
    details: {
      ...plain,
      purpose: 'Khám bệnh, điều trị định kỳ',
      route: 'Ngõ 4 – Bệnh viện Đa khoa Mẫu và về',
      companions: 'Bùi Quang Khải',
    },
    category: 4,
    schedule: { weekdays: [1, 3], windows: [[420, 690]] },
    until: 'registered',
  },
  {
    applicant: person(
      '001099004815',
      'Bùi Quang Khải',
      '1999-11-02',
      'male',
      `Số 21 ngõ 4, tổ dân phố 3, ${ward}`,
      '0912345002',
    ),
    details: {
      ...plain,
      purpose: 'Đi làm tại cơ quan, đơn vị',
      route: 'Ngõ 4 – phố Thử Nghiệm – Trạm cấp nước Mẫu',
      organisation: 'Trạm cấp nước Mẫu',
      vehiclePlate: '29X112345',
    },
    category: 2,
    schedule: {
      weekdays: workdays,
      windows: [
        [360, 480],
        [1020, 1140],
      ],
    },
    until: 'registered',
  },
  {
    applicant: person(
      '036182005927',
      'Nguyễn Thị Khuỷu',
      '1982',
      'female',
      `Số 3 đường Hoà Bình, tổ dân phố 5, ${ward}`,
      null,
    ),
    details: {
      ...plain,
      purpose: 'Mua thuốc, lương thực, thực phẩm',
      route: 'Đường Hoà Bình – chợ Mẫu và về',
    },
    category: 5,
    schedule: { weekdays: [0, 2, 4], windows: [[360, 540]] },
    until: 'verified',
  },
  {
    applicant: person(
      '079070001122',
      'Đinh Công Thuận',
      '1970-01-19',
      'male',
      `Số 88 đường Hoà Bình, tổ dân phố 5, ${ward}`,
      '0912345004',
    ),
    details: {
      ...plain,
      purpose: 'Vận chuyển nông sản, hàng thiết yếu',
      route: 'Hợp tác xã Mẫu – chợ Mẫu – siêu thị Ví Dụ',
      vehiclePlate: '30A12345',
      organisation: 'Hợp tác xã Nông sản Mẫu',
    },
    category: 3,
    schedule: { weekdays: everyDay, windows: [[240, 540]] },
    until: 'verified',
  },
  {
    applicant: person(
      '024193006604',
      'Triệu Thị Mùi',
      '1993-03-30',
      'female',
      `Số 5 ngách 2, tổ dân phố 1, ${ward}`,
      '0912345005',
    ),
    details: { ...plain, purpose: 'Chăm sóc người thân đau ốm', route: 'Ngách 2 – Thôn Mẫu, Xã Thử' },
    category: 4,
    schedule: { weekdays: everyDay, windows: [] },
    until: 'approved',
  },
]

function person(
  idNumber: string,
  fullName: string,
  birthDate: string,
  sex: 'male' | 'female',
  residence: string,
  phone: string | null,
): Omit<Applicant, 'personId'> {
  return { idKind: 'cccd', idNumber, oldIdNumber: null, fullName, birthDate, sex, residence, phone }
}
