/** What may be wrong with households and their market days; `refusals.ts` of the contract joins them to the closed list. */
export const householdRefusals = {
  'household-changed': {
    status: 409,
    vi: 'Hộ số {number} vừa được người khác sửa hoặc đã chuyển đi. Mở lại hộ, xem thay đổi rồi làm tiếp.',
    en: 'Household {number} has just been changed by somebody else, or has left. Open it again, look at the change and go on.',
  },
  'household-there': {
    status: 409,
    vi: 'Hộ này đã có trong sổ với số {number} (cùng chủ hộ, địa chỉ, tổ). Mở hộ số {number} để sửa, hoặc ghi rõ địa chỉ khác.',
    en: 'This household is on the roster already as number {number} (same head, address and group). Open number {number} to correct it, or write the address that tells them apart.',
  },
  'roster-list-gone': {
    status: 404,
    vi: 'Danh sách đã đọc không còn được giữ. Chọn lại tệp để đọc lần nữa; sổ hộ chưa thay đổi.',
    en: 'The list that was read is no longer kept. Choose the file again; the roster has not changed.',
  },
  'roster-rows-bad': {
    status: 422,
    vi: 'Không còn dòng nào dùng được trong danh sách. Sửa các dòng bị đánh dấu trong tệp rồi đọc lại.',
    en: 'No row of the list can be used. Correct the marked rows in the file and read it again.',
  },
  'no-market-cards': {
    status: 409,
    vi: 'Bộ quy tắc đang áp dụng không có thủ tục thẻ đi chợ. Nhờ quản trị kích hoạt bộ quy tắc có thủ tục này.',
    en: 'The rules in force have no market cards. Ask the administrator to put rules in force that have them.',
  },
  'market-days-other': {
    status: 409,
    vi: 'Sổ hộ hoặc quy tắc đã thay đổi từ lúc lập phương án. Xem lại phương án chia ngày rồi áp dụng.',
    en: 'The roster or the rules have changed since the plan was drawn up. Look at the plan again, then take it.',
  },
  'market-period': {
    status: 422,
    vi: 'Kỳ thẻ phải từ hôm nay trở đi, không quá {days} ngày và không vắt qua ngày đổi khung giờ ({until}). Chọn lại ngày.',
    en: 'A period of cards begins today or later, has at most {days} days and does not run over a change of time slots ({until}). Choose the days again.',
  },
  'household-unplaced': {
    status: 409,
    vi: 'Hộ này chưa có ngày đi chợ trong kỳ. Chia ngày đi chợ trước, rồi lập thẻ.',
    en: 'The household has no market day in this period. Give the market days out first, then make the cards.',
  },
  'household-shopper': {
    status: 409,
    vi: 'Chưa có số giấy tờ hoặc ngày sinh của người đi chợ. Mở hộ, điền đủ rồi lập thẻ.',
    en: 'The ID number or birth date of who shops is missing. Open the household, fill it in and make the card.',
  },
  'no-cards-to-make': {
    status: 409,
    vi: 'Sổ hộ hoặc tổ này chưa có hộ nào. Ghi hộ vào sổ hoặc đọc danh sách của tổ, rồi lập thẻ.',
    en: 'There is no household on the roster, or in this group. Enter households or read the list of the group, then make the cards.',
  },
  'household-has-card': {
    status: 409,
    vi: 'Hộ này đã có thẻ đang làm hoặc còn hiệu lực trong kỳ (hồ sơ {number}). Mở hồ sơ đó: thu hồi hoặc dừng trước nếu cần thẻ khác.',
    en: 'The household has a card for these days already, live or under way (case {number}). Open that case: withdraw or stop it first if another card is needed.',
  },
  'shopper-has-card': {
    status: 409,
    vi: 'Người đi chợ này đã có thẻ của hộ số {household}, {head} (hồ sơ {number}). Sửa người đi chợ của một trong hai hộ; hoặc ghi lý do rồi bấm Vẫn lập thẻ.',
    en: 'Who shops here has the card of household {household}, {head} (case {number}). Correct who shops for one of the two; or give a reason and press Make it anyway.',
  },
} as const
