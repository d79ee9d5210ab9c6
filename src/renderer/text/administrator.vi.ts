import type { AlarmName } from '../../contract/alarms.ts'
import type { Role } from '../../domain/roles.ts'

/** What the administrator of an office looks after: alarms, people, the way to the city. */
export const administrator = {
  title: 'Việc của quản trị',
  note: 'Những gì cần một người trông coi: cảnh báo, cán bộ, đường gửi về thành phố.',
  alarms: 'Cảnh báo',
  alarmsNone: 'Chưa có cảnh báo nào',
  alarmsNoneText: 'Chương trình tự báo ở đây khi nhật ký phải khôi phục, bản sao hỏng hay đồng hồ bị chỉnh.',
  alarmsRecent: (count: string) => `${count} cảnh báo trong bảy ngày qua`,
  /** How one alarm reads: how many or how long, and for the clock whether it was put forward. */
  alarm: {
    'journal-healed': {
      title: (count) => `Kho dữ liệu mất ${count} mục và đã lấy lại đủ từ bản sao`,
      next: 'Không mất gì. Kiểm tra ổ đĩa và nguồn điện của máy; nếu lặp lại, gọi cán bộ CNTT.',
    },
    'copy-damaged': {
      title: (count) => `Bản sao an toàn hỏng ${count} mục, đã cất riêng và ghi lại`,
      next: 'Kho chính vẫn đủ. Gọi cán bộ CNTT kiểm tra ổ đĩa trong tuần này.',
    },
    'clock-jumped': {
      title: (minutes, isForward) => `Đồng hồ máy bị chỉnh ${isForward ? 'tiến' : 'lùi'} ${minutes} phút`,
      next: 'Kiểm tra ngày giờ, bật tự chỉnh giờ; nếu lặp lại, gọi cán bộ CNTT thay pin đồng hồ.',
    },
    'clock-doubtful': {
      title: () => 'Đồng hồ máy có thể sai; việc tính theo ngày đang được giữ lại',
      next: 'Chưa giấy nào bị hết hiệu lực vì ngày này. Chỉnh lại ngày giờ, hoặc xác nhận ở trang Đồng bộ.',
    },
    'journal-restored': {
      title: (count) =>
        count === '0'
          ? 'Máy này chạy tiếp từ một bản sao lưu'
          : `Máy này chạy tiếp từ một bản sao cũ; ${count} việc chỉ còn ở thành phố`,
      next: 'Không số nào bị cấp lại. Đối chiếu sổ giấy, hồ sơ nào không còn trên máy thì hỏi thành phố. Nếu không ai khôi phục bản sao, gọi cán bộ CNTT: ổ đĩa có thể đã bị sao chép.',
    },
    'recovery-code-used': {
      title: () => 'Mã khôi phục đã được dùng để đặt lại một mật khẩu',
      next: 'Hỏi ai đã mở phong bì. Nếu không rõ, đổi mật khẩu quản trị và gọi cán bộ CNTT ngay.',
    },
    'recovery-code-replaced': {
      title: () => 'Quản trị đã thay mã khôi phục',
      next: 'Phong bì cũ không còn mở được gì, hãy hủy. Nếu không ai thay mã, đổi mật khẩu quản trị và gọi cán bộ CNTT ngay.',
    },
    'paper-copied': {
      title: (count) => `${count} giấy của phường bị nghi là bản sao`,
      next: 'Xem trang Chốt kiểm tra, mục Lượt kiểm tra; xác minh rồi thu hồi giấy bị sao chép.',
    },
    'pack-missing': {
      title: (count) => `${count} bộ quy tắc không còn nội dung trên máy này`,
      next: 'Mở trang Quy tắc, nạp lại đúng tệp đó hoặc lấy lại từ thành phố. Việc cần đến bộ đó tạm giữ, không áp dụng bộ khác thay.',
    },
    'staff-unscoped': {
      title: (count) => `${count} tài khoản bị giới hạn nhóm, theo bộ quy tắc đang áp dụng chưa được đặt`,
      next: 'Mở trang Nhân sự và đặt lại giới hạn nhóm (Shift+F6). Đến lúc đó các tài khoản này chưa giải quyết được hồ sơ nào của bộ mới.',
    },
    'store-damaged': {
      title: () => 'Kho dữ liệu có chỗ bị hỏng',
      next: 'Đừng xóa gì, đừng khôi phục. Gọi cán bộ CNTT ngay hôm nay: dữ liệu còn ở bản sao và ở thành phố.',
    },
  } as Readonly<Record<AlarmName, { title: (count: string, isForward: boolean) => string; next: string }>>,
  todo: 'Cần làm',
  todoNone: 'Không có gì cần làm',
  todoNoneText: 'Đủ người cho các bước của hồ sơ, và thành phố không chờ gì ở máy này.',
  todos: {
    'never-enrolled': {
      title: 'Máy này chưa ghi danh với máy chủ thành phố',
      next: 'Chưa ghi danh thì chưa đóng dấu được giấy. Ghi danh ở trang Đồng bộ.',
    },
    'sync-stopped': {
      title: 'Việc gửi về thành phố đã dừng',
      next: 'Xem lý do ở trang Đồng bộ và báo cán bộ CNTT.',
    },
    'sync-differs': {
      title: 'Nhật ký của thành phố khác với máy này',
      next: 'Đừng xóa gì; báo cán bộ CNTT ngay.',
    },
    attention: {
      title: (count: string) => `${count} mục bị thành phố từ chối hoặc giữ lại`,
      next: 'Xem từng mục và việc cần làm ở trang Đồng bộ.',
    },
    'role-missing': {
      title: (roles: string) => `Chưa ai có vai trò: ${roles}`,
      next: 'Hồ sơ sẽ dừng ở bước đó. Thêm cán bộ ở trang Nhân sự.',
    },
    'four-eyes': {
      title: 'Chưa đủ người cho các bước phải tách riêng',
      next: 'Người tiếp nhận, người xác minh và người duyệt phải khác nhau; người duyệt không đóng dấu, không chi trả. Thêm cán bộ.',
    },
    'pack-refused': {
      title: (titles: string) => `Không nhận được bộ quy tắc thành phố gửi: ${titles}`,
      next: 'Bộ đang dùng vẫn giữ nguyên. Xem dòng sai và lý do ở trang Bộ quy tắc, báo thành phố ban hành lại.',
    },
    'pack-too-new': {
      title: (titles: string) => `Bộ quy tắc cần phần mềm mới hơn: ${titles}`,
      next: 'Đã cất giữ, chưa áp dụng phần nào. Gọi cán bộ CNTT cập nhật phần mềm; xem trang Bộ quy tắc.',
    },
    'pack-approval': {
      title: (titles: string) => `Bộ quy tắc chờ quản trị đồng ý: ${titles}`,
      next: 'Không có chữ ký của thành phố thì cần hai quản trị khác nhau. Đọc và đồng ý ở trang Bộ quy tắc.',
    },
    'pin-missing': {
      title: (names: string) => `Chưa có mã PIN đóng dấu: ${names}`,
      next: 'Người đó tự đặt mã PIN ở mục Tài khoản (F10) sau khi đăng nhập.',
    },
  },
  clock: {
    title: (clock: string) => `Ngày giờ của máy là ${clock}, có đúng không?`,
    next: (expected: string, isByCity: boolean) =>
      isByCity
        ? `Máy chủ thành phố báo ${expected}. Chỉnh lại ngày giờ của máy; việc tính theo ngày được giữ lại đến khi khớp.`
        : `Lần cuối biết chắc giờ, tính tiếp thì là ${expected}. Sai thì chỉnh lại ngày giờ của máy; đúng thì xác nhận, việc tính theo ngày sẽ chạy tiếp.`,
    confirm: 'Ngày giờ đúng',
    confirmed: 'Đã xác nhận ngày giờ của máy',
  },
  people: 'Cán bộ',
  nobody: 'chưa có ai',
  roles: {
    clerk: 'Tiếp nhận, trả kết quả',
    'area-police': 'Xác minh',
    'ward-official': 'Duyệt',
    'ward-police': 'Đóng dấu',
    'health-station': 'Xác nhận y tế',
    administrator: 'Quản trị',
  } as Readonly<Record<Role, string>>,
  toStaff: 'Trang Nhân sự',
  toSync: 'Trang Đồng bộ',
}
