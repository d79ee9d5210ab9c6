import { parseArgs } from 'node:util'
import { backUpOffice } from '../../office/features/backup/back-up.ts'
import { type Command, misused } from '../command.ts'
import { credentialHelp, credentialOptions, openFolder } from '../folder/open-folder.ts'
import { print, printJson } from '../say.ts'

const help = `npx quay backup [--json] <thư mục dữ liệu · data folder> <thư mục lưu · target folder>

Sao lưu cả quầy vào một thư mục, ví dụ trên USB. Dữ liệu vẫn mã hóa, mở bằng chính mật khẩu và mã khôi phục hiện có. Bản sao
được mở thử và đọc lại; thư mục chỉ xuất hiện khi đã đủ. Quầy phải đang đóng (khi mở, quầy tự sao lưu).
Backs the whole office up into a folder, on a USB stick, say. The data stays encrypted and opens by the present passwords and
recovery code. The copy is opened and read back; its folder appears only once it is whole. The office must be closed (while it
is open it backs itself up).

${credentialHelp}
  --json                      một đối tượng JSON · one JSON object

Kết thúc · exit: 0 đã sao lưu · backed up; 1 không · no; 2 dùng sai · used wrongly`

/** `quay backup`: a backup of a closed office. */
export const backUp: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, ...credentialOptions },
    })
    const [dataDir, to] = positionals
    if (dataDir === undefined || to === undefined || positionals.length > 2)
      throw misused(
        'Hãy cho thư mục dữ liệu và thư mục lưu.',
        'Give the data folder and the folder to back up into.',
      )
    const { store, key } = await openFolder(dataDir, values)
    try {
      const done = await backUpOffice({ dataDir, store, key, now: Date.now() }, to)
      const mib = (done.size / 1024 / 1024).toFixed(1)
      if (values.json) printJson(done)
      else print(`✓ Đã sao lưu vào ${done.name} (${mib} MiB).\n  Backed up into ${done.name} (${mib} MiB).`)
    } finally {
      store.close()
    }
    return 0
  },
}
