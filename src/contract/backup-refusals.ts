/** Refusals of backups: part of the closed list in `refusals.ts`. */
export const backupRefusals = {
  'backup-folder-missing': {
    status: 409,
    vi: 'Không thấy thư mục sao lưu {folder}, hoặc thư mục đó nằm trong dữ liệu của quầy. Cắm USB hoặc chọn thư mục khác.',
    en: "The backup folder {folder} is not there, or lies inside the office's data. Plug the stick in or choose another folder.",
  },
  'backup-failed': {
    status: 507,
    vi: 'Chưa sao lưu được: {detail}. Bản sao lưu trước vẫn còn. Kiểm tra USB hoặc chỗ trống rồi làm lại.',
    en: 'No backup was made: {detail}. The earlier one is still there. Check the stick or the free space and do it again.',
  },
  'backup-damaged': {
    status: 422,
    vi: 'Bản sao lưu không nguyên vẹn (tệp {file}). Chưa ghi gì. Hãy dùng bản sao lưu khác.',
    en: 'The backup is not whole (file {file}). Nothing was written. Use another backup.',
  },
  'backup-place-taken': {
    status: 409,
    vi: 'Thư mục {folder} đã có dữ liệu của quầy. Chưa ghi gì. Hãy chọn thư mục trống.',
    en: "The folder {folder} has an office's data already. Nothing was written. Choose an empty folder.",
  },
} as const
