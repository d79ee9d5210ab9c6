import { parseArgs } from 'node:util'
import { restoreOffice } from '../../office/features/backup/restore.ts'
import { type Command, misused } from '../command.ts'
import { print, printJson } from '../say.ts'

const help = `npx quay restore [--json] <bản sao lưu · backup> <thư mục dữ liệu · data folder>

Dựng lại quầy từ một bản sao lưu vào thư mục chưa có dữ liệu. Từng tệp được so với mã băm trước và sau khi chép. Mở bằng mật khẩu
hoặc mã khôi phục của lúc sao lưu. Máy ghi tiếp vào sổ mới; những gì thành phố đã nhận sau lúc sao lưu sẽ tự về.
Makes an office anew from a backup, in a folder without data. Every file is compared with its hash before and after it is
copied. It opens by the passwords or the recovery code of that time. The PC goes on in a new stream; what the city has taken
since comes back by itself.

  --json                      một đối tượng JSON · one JSON object

Kết thúc · exit: 0 đã dựng lại · restored; 1 không · no; 2 dùng sai · used wrongly`

/** `quay restore`: an office from its backup. */
export const restore: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [backup, dataDir] = positionals
    if (backup === undefined || dataDir === undefined || positionals.length > 2)
      throw misused('Hãy cho bản sao lưu và thư mục dữ liệu.', 'Give the backup and the data folder.')
    const { at, ward, files } = await restoreOffice(backup, dataDir)
    if (values.json) printJson({ at, ward, files: files.length })
    else
      print(
        `✓ Đã dựng lại quầy của phường ${ward} như lúc ${at}.\n  Restored the office of ward ${ward} as of ${at}.`,
      )
    return 0
  },
}
