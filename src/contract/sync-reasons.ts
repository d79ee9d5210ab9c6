type Sentence = { readonly vi: string; readonly en: string }

/** Why syncing waits or stopped, with the next step; one sentence for every reason the sync client can give. */
export const syncReasons = {
  unreachable: {
    vi: 'Không kết nối được máy chủ thành phố. Sẽ tự thử lại; công việc tại quầy vẫn tiếp tục.',
    en: 'The city server cannot be reached. It is tried again by itself; work at the counter goes on.',
  },
  timeout: {
    vi: 'Máy chủ thành phố trả lời quá chậm. Sẽ tự thử lại.',
    en: 'The city server answers too slowly. It is tried again by itself.',
  },
  busy: {
    vi: 'Máy chủ thành phố đang bận và hẹn gửi lại sau. Không cần làm gì.',
    en: 'The city server is busy and asks to send later. Nothing to do.',
  },
  'server-fault': {
    vi: 'Máy chủ thành phố đang lỗi. Sẽ tự thử lại; nếu kéo dài, báo cán bộ CNTT.',
    en: 'The city server has a fault. It is tried again by itself; tell the IT officer if it lasts.',
  },
  'garbled-answer': {
    vi: 'Câu trả lời nhận được không phải của máy chủ thành phố (có thể do mạng trung gian). Chưa ghi nhận là đã gửi; sẽ tự thử lại.',
    en: 'The answer received is not the city server’s (perhaps something in between). Nothing was marked as sent; it is tried again.',
  },
  'untrusted-receipt': {
    vi: 'Biên nhận của máy chủ không đúng khóa đã ghim. Chưa ghi nhận là đã gửi. Báo cán bộ CNTT nếu lặp lại.',
    en: 'The server’s receipt is not by the pinned key. Nothing was marked as sent. Tell the IT officer if it happens again.',
  },
  'bad-signature': {
    vi: 'Máy chủ không chấp nhận chữ ký của máy này. Báo cán bộ CNTT.',
    en: 'The server does not accept this PC’s signature. Tell the IT officer.',
  },
  'device-unknown': {
    vi: 'Máy chủ không biết máy này. Quản trị cần ghi danh lại.',
    en: 'The server does not know this PC. The administrator has to enrol it again.',
  },
  'device-revoked': {
    vi: 'Máy này đã bị thu hồi quyền gửi; dữ liệu vẫn ở trên máy. Nếu còn dùng máy này, xin mã ghi danh mới và ghi danh lại.',
    en: 'This PC may no longer send; its data stays here. If it is still used, ask for a new enrolment code and enrol it anew.',
  },
  'device-suspended': {
    vi: 'Hai máy đang dùng chung một khóa (ổ đĩa bị sao chép), nên cả hai tạm dừng gửi. Không mất gì. Xin mã ghi danh mới và ghi danh lại từng máy.',
    en: 'Two PCs use one key (a disk was copied), so both may not send for now. Nothing is lost. Ask for new enrolment codes and enrol each PC anew.',
  },
  'ward-mismatch': {
    vi: 'Máy chủ ghi danh máy này cho phường khác. Báo cán bộ CNTT.',
    en: 'The server has this PC under another ward. Tell the IT officer.',
  },
  'stream-closed': {
    vi: 'Dòng nhật ký này đã đóng ở máy chủ. Báo cán bộ CNTT để mở dòng mới.',
    en: 'This stream is closed at the server. The IT officer has to open a new one.',
  },
  'opening-refused': {
    vi: 'Máy chủ từ chối mở dòng nhật ký. Báo cán bộ CNTT.',
    en: 'The server refused to open the stream. Tell the IT officer.',
  },
  forked: {
    vi: 'Nhật ký của máy này và của máy chủ rẽ nhánh (thường sau khi khôi phục bản sao). Báo cán bộ CNTT; không mất gì.',
    en: 'The journals of this PC and the server differ (usually after a restore). Tell the IT officer; nothing is lost.',
  },
  'server-ahead': {
    vi: 'Máy chủ có nhiều dòng hơn máy này (thường sau khi khôi phục bản sao cũ). Báo cán bộ CNTT.',
    en: 'The server has more lines than this PC (usually after restoring an old copy). Tell the IT officer.',
  },
  'line-too-large': {
    vi: 'Có một mục quá lớn để gửi. Báo cán bộ CNTT.',
    en: 'One entry is too large to send. Tell the IT officer.',
  },
  'refused-by-server': {
    vi: 'Máy chủ từ chối yêu cầu. Báo cán bộ CNTT.',
    en: 'The server refused the request. Tell the IT officer.',
  },
  'journal-fault': {
    vi: 'Không đọc được nhật ký của máy này để gửi. Báo cán bộ CNTT.',
    en: 'This PC’s journal could not be read for sending. Tell the IT officer.',
  },
} as const satisfies Record<string, Sentence>
