/** Refusals of the ward hub; `refusals.ts` joins them to the closed list. */
export const hubRefusalTexts = {
  'hub-not-enrolled': {
    status: 409,
    vi: 'Máy này chưa được ghi danh với thành phố nên chưa trung chuyển và chưa gửi qua máy khác được. Ghi danh máy này trước.',
    en: 'This PC is not enrolled with the city, so it can neither forward nor send through another PC. Enrol it first.',
  },
  'hub-port-taken': {
    status: 409,
    vi: 'Cổng {port} của máy này đang được chương trình khác dùng. Chọn cổng khác, ví dụ {other}.',
    en: 'Port {port} of this PC is used by another program. Choose another one, {other} for example.',
  },
  'hub-address-not-here': {
    status: 409,
    vi: 'Máy này không còn địa chỉ {host} trong mạng. Chọn địa chỉ khác trong danh sách.',
    en: 'This PC no longer has the address {host} in the network. Choose another one from the list.',
  },
  'hub-port-forbidden': {
    status: 409,
    vi: 'Hệ điều hành không cho dùng cổng {port}. Chọn cổng từ 1024 trở lên, ví dụ {other}.',
    en: 'The operating system does not allow port {port}. Choose one from 1024 up, {other} for example.',
  },
  'hub-unreachable': {
    status: 503,
    vi: 'Không kết nối được {address}. Kiểm tra máy trung chuyển đang mở phần mềm và đã bật trung chuyển, hai máy chung mạng, và tường lửa của máy đó cho phép cổng này.',
    en: '{address} does not answer. Check that the hub PC has this program open and the hub switched on, that both PCs are in one network, and that its firewall lets this port through.',
  },
  'hub-not-known': {
    status: 409,
    vi: 'Máy ở địa chỉ {address} không chứng minh được là máy trung chuyển có mã ghép này. Kiểm tra địa chỉ và mã trên màn hình máy trung chuyển, rồi nhập lại.',
    en: 'What answers at {address} does not prove to be the hub with this pairing code. Compare address and code with the screen of the hub, then type them again.',
  },
  'hub-key-differs': {
    status: 409,
    vi: 'Máy ở địa chỉ {address} không có khóa của máy trung chuyển đã ghép. Không gửi gì cho máy đó. Nếu máy trung chuyển vừa được thay hoặc ghi danh lại, quét lại mã QR của nó; nếu không, báo cán bộ CNTT.',
    en: 'What answers at {address} does not have the key of the hub that was paired. Nothing is sent to it. If the hub was replaced or enrolled anew, scan its QR again; if not, tell the IT officer.',
  },
  'hub-other-ward': {
    status: 409,
    vi: 'Máy trung chuyển này của phường hoặc thành phố khác. Chọn máy của phường mình.',
    en: 'This hub belongs to another ward or city. Choose one of your own ward.',
  },
  'hub-is-this-pc': {
    status: 409,
    vi: 'Đây chính là máy này. Nhập địa chỉ ở các máy khác của phường, không phải ở đây.',
    en: 'This is this very PC. Type the address on the other PCs of the ward, not here.',
  },
} as const
