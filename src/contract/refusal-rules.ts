/** Refusals that come from a rule pack or from the state of a paper; `refusals.ts` joins them to the closed list. */
export const ruleRefusals = {
  'category-not-open': {
    status: 409,
    vi: 'Nhóm “{label}” chưa đến đợt cấp; bắt đầu từ ngày {from}. Đến ngày đó người dân quay lại, giấy cũ (nếu có) vẫn theo quy định hiện hành.',
    en: 'The group “{label}” is not open yet; it starts on {from}. The applicant may come back then; earlier papers keep their rules.',
  },
  'other-authority': {
    status: 409,
    vi: 'Nhóm này do {name} cấp, không phải phường. Hướng dẫn người dân đến nơi đó.',
    en: 'This group is issued by {name}, not by the ward. Send the applicant there.',
  },
  'zone-not-allowed': {
    status: 409,
    vi: 'Vùng “{zone}” không cho phép nhóm này. {allows} Chọn nhóm khác hoặc giải thích cho người dân.',
    en: 'The zone “{zone}” does not allow this group. {allows} Choose another group, or explain it to the applicant.',
  },
  'not-listed': {
    status: 409,
    vi: 'Người này không có trong danh sách đã xác nhận của đơn vị, hoặc lộ trình khác lộ trình đã đăng ký. Chọn đúng đơn vị và người lao động trong danh sách.',
    en: 'This person is not on the confirmed list of the organisation, or the route is not the registered one. Pick the organisation and the worker from its list.',
  },
  'confirmation-withdrawn': {
    status: 409,
    vi: 'Giấy xác nhận của đơn vị {organisation} đã bị thu hồi nên không cấp giấy theo danh sách đó nữa. Đơn vị đăng ký xác nhận lại; hồ sơ đang làm thì trả lại quầy để chọn danh sách mới hoặc dừng.',
    en: 'The confirmation of {organisation} has been withdrawn, so nobody gets a paper by its list. The organisation applies anew; a case under way goes back to the counter for another list, or is stopped.',
  },
  'confirmation-ended': {
    status: 409,
    vi: 'Xác nhận của đơn vị {organisation} đã hết hạn ngày {until}. Đơn vị đăng ký xác nhận lại trước khi người lao động được cấp giấy.',
    en: 'The confirmation of {organisation} ended on {until}. The organisation applies anew before its workers get papers.',
  },
  'beyond-confirmation': {
    status: 409,
    vi: 'Giấy của người lao động phải nằm trong thời hạn xác nhận của đơn vị {organisation}: từ ngày {from} đến hết ngày {until}. Sửa ngày bắt đầu hoặc ngày kết thúc.',
    en: 'A worker’s paper has to lie within the days for which {organisation} is confirmed: {from} to {until}. Change the first or last day.',
  },
  'movement-held': {
    status: 409,
    vi: 'Theo danh sách theo dõi, người này đang thuộc diện “{status}” nên chưa được đi lại. Liên hệ trạm y tế phường; khi danh sách cập nhật thì làm tiếp, hoặc dừng hồ sơ.',
    en: 'The status list says “{status}” for this person, who may not travel now. Ask the ward health station; go on once the list is updated, or stop the case.',
  },
  'unknown-reason': {
    status: 422,
    vi: 'Quy tắc của hồ sơ này không có lý do đó cho việc đang làm ({code}). Mở lại hồ sơ và chọn một lý do trong danh sách.',
    en: 'The rules of this case do not list that reason for this act ({code}). Open the case again and choose one that is listed.',
  },
  'out-of-scope': {
    status: 403,
    vi: 'Tài khoản này chỉ giải quyết một số nhóm, không gồm nhóm của hồ sơ này. Chuyển cho đồng nghiệp phụ trách nhóm đó.',
    en: 'This account handles some groups only, not the one of this case. Pass it to the colleague in charge.',
  },
  'scope-not-set': {
    status: 403,
    vi: 'Tài khoản này chỉ giải quyết một số nhóm của bộ quy tắc khác; theo bộ quy tắc ở đây thì chưa được đặt nhóm nào. Nhờ quản trị mở trang Nhân sự, chọn tài khoản và đặt lại giới hạn nhóm (Shift+F6), hoặc chuyển cho đồng nghiệp.',
    en: 'This account handles some groups of other rules only; under the rules that hold here nobody has said which. Ask the administrator to open the Staff page, choose the account and set its groups (Shift+F6), or pass it to a colleague.',
  },
  'step-not-here': {
    status: 409,
    vi: 'Quy trình của hồ sơ này không có bước đó. Mở lại hồ sơ và làm bước đang chờ.',
    en: 'The procedure of this case has no such step. Open the case again and do the step it waits for.',
  },
  'over-quota': {
    status: 409,
    vi: 'Phiên này đã đóng dấu {quota} giấy, đến hạn mức. Kiểm tra lại rồi chọn lý do để đóng dấu tiếp.',
    en: 'This session has sealed {quota} papers, its quota. Look again, then choose a reason to go on.',
  },
  'not-stamped-yet': {
    status: 409,
    vi: 'Giấy này chưa được xác nhận đã đóng dấu. Công an phường đóng dấu lên giấy rồi quét mã trên giấy đó.',
    en: 'The stamp on this paper is not confirmed yet. Ward police stamp the sheet and scan its code.',
  },
  'paper-withdrawn': {
    status: 409,
    vi: 'Giấy này đã bị thu hồi. Không in, không trao, không cấp lại; đăng ký hồ sơ mới nếu cần.',
    en: 'This paper has been withdrawn. It is not printed, handed over or issued again; register a new case if needed.',
  },
  'seal-not-set-up': {
    status: 409,
    vi: 'Văn phòng chọn dấu điện tử nhưng chưa có chứng thư số hoặc ảnh dấu dùng được ({detail}). Quản trị mở trang Con dấu để thiết lập, hoặc chuyển sang đóng dấu tay.',
    en: 'The office seals electronically but has no usable certificate or seal picture ({detail}). The administrator sets it up on the Seal page, or changes to stamping by hand.',
  },
  'seal-picture-unusable': {
    status: 422,
    vi: 'Ảnh con dấu không dùng được: {detail}. Chọn ảnh PNG nền trong suốt, màu đỏ, đúng kích thước.',
    en: 'The seal picture cannot be used: {detail}. Choose a transparent red PNG of the real size.',
  },
  'certificate-unusable': {
    status: 422,
    vi: 'Chứng thư số không dùng được: {detail}. Kiểm tra tệp, mật khẩu và thời hạn.',
    en: 'The certificate cannot be used: {detail}. Check the file, the password and its period.',
  },
  'token-missing': {
    status: 503,
    vi: 'Không thấy thiết bị ký số ({detail}). Cắm thiết bị và thử lại, hoặc nhờ quản trị xem trang Con dấu.',
    en: 'The signing token is not there ({detail}). Plug it in and try again, or ask the administrator to look at the Seal page.',
  },
  'token-module-not-set': {
    status: 409,
    vi: 'Chưa có thư viện PKCS#11 nào được quản trị chọn cho thiết bị ký số. Quản trị mở trang Con dấu, chọn thư viện do nhà cung cấp ghi, rồi thử lại.',
    en: 'No administrator has chosen the PKCS#11 module of the signing tokens. The administrator opens the Seal page, chooses the module the maker names, then try again.',
  },
  'token-module-unusable': {
    status: 422,
    vi: 'Không dùng được thư viện của thiết bị ký số: {detail}. Kiểm tra đường dẫn do nhà cung cấp ghi, cài lại phần mềm của thiết bị, rồi quản trị chọn lại thư viện ở trang Con dấu.',
    en: 'The module of the signing tokens cannot be used: {detail}. Check the path the maker names, install the token’s software again, then the administrator chooses the module anew on the Seal page.',
  },
  'token-module-changed': {
    status: 409,
    vi: 'Thư viện của thiết bị ký số không còn như lúc quản trị chọn nên không được nạp. Quản trị hỏi nhà cung cấp có cập nhật không; đúng là bản cập nhật thì chọn lại thư viện ở trang Con dấu.',
    en: 'The module of the signing tokens is no longer what the administrator chose, so it is not loaded. The administrator asks its maker whether it was updated; if so, choose it again on the Seal page.',
  },
  'token-last-try': {
    status: 409,
    vi: 'Thiết bị ký số chỉ còn một lần thử PIN, nên phần mềm dừng lại để thiết bị không bị khóa. Quản trị thử PIN bằng công cụ của nhà cung cấp; thiết bị đã nhận PIN đúng thì quản trị bấm “Đếm lại số lần thử” ở trang Con dấu.',
    en: 'The signing token has one PIN try left, so the program stops before it locks. The administrator tries the PIN in the maker’s own tool; once the token has taken it, they press “Count the tries anew” on the Seal page.',
  },
  'token-locked': {
    status: 409,
    vi: 'Thiết bị ký số đã bị khóa PIN. Mở khóa bằng công cụ của nhà cung cấp.',
    en: 'The signing token’s PIN is locked. Unlock it with the maker’s own tool.',
  },
  'rules-changed': {
    status: 409,
    vi: 'Bộ quy tắc đã đổi trong lúc nhập, nay hồ sơ này theo “{title}”. Những gì đã nhập vẫn giữ; xem các ô mới trên biểu mẫu rồi gửi lại.',
    en: 'The rules changed while the form was filled in; this case now follows “{title}”. What was typed is kept; look at what is new on the form, then send it again.',
  },
  'pack-refused': {
    status: 422,
    vi: 'Không nhận bộ quy tắc này: {reason} (dòng {line}). Bộ đang dùng vẫn giữ nguyên. Gửi lại tệp cho nơi ban hành để sửa.',
    en: 'This rule pack is refused: {reason} (line {line}). The pack in force stays. Send the file back to whoever made it.',
  },
  'pack-too-new': {
    status: 409,
    vi: 'Bộ quy tắc này cần phiên bản phần mềm mới hơn. Đã cất giữ, chưa áp dụng; cập nhật phần mềm rồi kích hoạt.',
    en: 'This rule pack needs a newer version of the program. It is kept and not applied; update the program, then activate it.',
  },
  'pack-other-text': {
    status: 409,
    vi: 'Bộ quy tắc “{pack}” phiên bản {version} đã có ở đây với nội dung khác. Không nhận tệp này; bộ đang có giữ nguyên. Nhờ nơi ban hành phát hành nội dung mới dưới số phiên bản mới.',
    en: 'Version {version} of the rule pack “{pack}” is here with another text. This file is not taken and the one that is here stays. Ask whoever made it to publish the new text under a new version.',
  },
  'pack-missing': {
    status: 409,
    vi: 'Nội dung bộ quy tắc “{pack}” phiên bản {version} không còn trên máy này nên việc này tạm giữ, không áp dụng bộ nào khác thay. Nhờ quản trị mở trang Quy tắc, nạp lại đúng tệp đó hoặc lấy lại từ thành phố.',
    en: 'The text of version {version} of the rule pack “{pack}” is not on this PC any more, so this waits; no other pack takes its place. Ask the administrator to open the Rules page and load that file again, or get it from the city.',
  },
  'signer-password-not-own': {
    status: 409,
    vi: '{name} chưa tự đổi mật khẩu từ khi tài khoản được lập hoặc đặt lại, nên người khác cũng có thể ký thay. {name} đổi mật khẩu ở mục Tài khoản (F10), rồi đồng ý lại.',
    en: '{name} has not changed the password since the account was made or recovered, so somebody else could sign with it. {name} changes the password under Account (F10), then agrees again.',
  },
  'signer-just-recovered': {
    status: 409,
    vi: 'Mật khẩu của {name} vừa được đặt lại bằng mã khôi phục, chưa rõ ai đã dùng mã. Chờ đến {from}, hoặc nhờ một quản trị khác đồng ý.',
    en: 'The password of {name} was just set by the recovery code, and it is not known by whom. Wait until {from}, or ask another administrator to agree.',
  },
  'signer-too-new': {
    status: 409,
    vi: 'Tài khoản của {name} do {by} lập chưa đủ 3 ngày, nên hai lần đồng ý có thể là của một người. Chờ đến {from}, hoặc nhờ một quản trị khác đồng ý.',
    en: 'The account of {name} was made by {by} less than 3 days ago, so both agreements could be one person’s. Wait until {from}, or ask another administrator to agree.',
  },
  'only-two-administrators': {
    status: 409,
    vi: 'Phường mới chỉ có hai quản trị, và tài khoản của {name} do {by} lập chưa đủ 3 ngày, nên hai lần đồng ý có thể là của một người. Chờ đến {from}, hoặc xin thành phố ký bộ quy tắc này.',
    en: 'This office has only two administrators, and the account of {name} was made by {by} less than 3 days ago, so both agreements could be one person’s. Wait until {from}, or ask the city to sign these rules.',
  },
  'pack-needs-approval': {
    status: 409,
    vi: 'Bộ quy tắc này không có chữ ký của thành phố nên cần hai quản trị khác nhau đồng ý ({count}/2). Nhờ quản trị khác đồng ý.',
    en: 'The city has not signed this rule pack, so two different administrators must agree ({count} of 2). Ask another administrator.',
  },
  'pack-not-then': {
    status: 409,
    vi: 'Lúc {at} không áp dụng được bộ quy tắc này: bộ có hiệu lực từ ngày {from} đến ngày {until} và không áp dụng ngược về trước. Chọn thời điểm khác.',
    en: 'This rule pack cannot be put in force at {at}: it holds from {from} to {until}, and rules do not reach back. Choose another time.',
  },
  'pack-in-force': {
    status: 409,
    vi: 'Bộ quy tắc này đang áp dụng hoặc đã hẹn giờ áp dụng, không cần làm lại.',
    en: 'This rule pack is in force already, or will be; there is nothing to do.',
  },
  'pack-not-in-force': {
    status: 409,
    vi: 'Không quay lại được: bộ quy tắc này không đang áp dụng theo một lần kích hoạt, hoặc không còn bộ nào trước đó dùng được.',
    en: 'This cannot be taken back: the rule pack is not in force by an activation, or no usable pack came before it.',
  },
  'pack-beyond-base': {
    status: 422,
    vi: 'Phường chỉ đặt được giờ làm việc, người ký, câu chữ và thời hạn không dài hơn bộ gốc. Sửa lại: {fields}.',
    en: 'An office may set its hours, signers, wording and a validity no longer than the pack it changes. Correct: {fields}.',
  },
  'extract-refused': {
    status: 422,
    vi: 'Không nhận bản trích dân cư này: {reason}. Dữ liệu đang có giữ nguyên. Xin lại tệp có chữ ký của thành phố.',
    en: 'This population extract is refused: {reason}. What is here stays. Ask for the file signed by the city again.',
  },
} as const
