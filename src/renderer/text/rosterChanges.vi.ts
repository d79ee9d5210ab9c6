/** What taking a list would do to the roster. */
export const rosterChanges = {
  counts: (entered: string, changed: string, same: string, left: string) =>
    `Khi ghi vào sổ: ${entered} hộ mới, ${changed} hộ sẽ sửa, ${same} dòng không đổi gì, ${left} dòng không vào sổ.`,
  list: 'Những gì sẽ sửa',
  cut: (shown: string) => `Chỉ hiện ${shown} hộ đầu.`,
  nothing: 'trống',
  fields: {
    members: 'nhân khẩu',
    shopper: 'người đi chợ',
    idNumber: 'số giấy tờ',
    birthDate: 'ngày sinh',
    zone: 'vùng',
    stay: 'diện cư trú',
    stairwell: 'cầu thang',
    phone: 'điện thoại',
    note: 'ghi chú',
  },
}
