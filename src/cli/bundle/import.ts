import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type BundleOutcome, bundleFaults } from '../../contract/desk/bundles.ts'
import { importAnswer } from '../../office/features/sync/bundle-routes.ts'
import { readBundle } from '../../office/sync/bundle/seal.ts'
import { type Command, misused, No } from '../command.ts'
import { credentialHelp, credentialOptions } from '../folder/open-folder.ts'
import { print, printJson } from '../say.ts'
import { inClosedOffice } from './closed-office.ts'

const help = `npx quay bundle import --data FOLDER FILE … [--json]

Nạp gói trả lời của thành phố từ USB: biên nhận, kết quả, việc của các máy khác trong phường, danh sách khóa và quy tắc
mới. Kiểm như khi nhận qua mạng; nạp lại bao nhiêu lần cũng được. Quầy phải đang đóng.
Imports the city's answer from a USB stick: receipt, results, what the ward's other PCs did, key lists and new rules.
Checked as what comes by network; may be repeated at will. The office must be closed.

${credentialHelp}
  --json                      một đối tượng JSON cho mỗi tệp · one JSON object for each file

Kết thúc · exit: 0 đã nạp · imported; 1 không · no; 2 dùng sai · used wrongly`

type StickFile = { readonly name: string; readonly bytes: Uint8Array; readonly part: number }

/** `quay bundle import`: an answer of the city from a USB stick. */
export const bundleImport: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, ...credentialOptions },
    })
    const { data } = values
    if (!data || positionals.length === 0)
      throw misused('Cần --data và ít nhất một tệp.', 'Say --data and at least one file.')
    const files = positionals.map(readStickFile).toSorted((one, other) => one.part - other.part)
    await inClosedOffice(data, values, async (desk) => {
      for (const { name, bytes } of files) {
        const outcome = await importAnswer(desk, bytes)
        report(name, outcome, values.json)
        if (outcome.outcome === 'refused') throw new No(bundleFaults[outcome.reason])
      }
    })
    return 0
  },
}

function readStickFile(name: string): StickFile {
  try {
    const bytes = readFileSync(name)
    const bundle = readBundle(bytes)
    return { name, bytes, part: typeof bundle === 'string' ? 0 : bundle.header.part }
  } catch {
    throw new No({ vi: `Không đọc được tệp ${name}.`, en: `The file ${name} cannot be read.` })
  }
}

function report(file: string, outcome: BundleOutcome, json: boolean): void {
  if (json) return printJson({ file, ...outcome })
  if (outcome.outcome === 'refused') return
  const { acknowledged, received, more, waiting } = outcome
  print(
    `✓ ${file}: thành phố xác nhận thêm ${acknowledged} dòng, nhận về ${received} mục, còn ${waiting} dòng chờ gửi.` +
      `\n  ${file}: ${acknowledged} more lines acknowledged, ${received} items received, ${waiting} lines still wait.`,
  )
  if (more)
    print(
      `  Thành phố còn mục khác: nạp phần sau, hoặc xuất gói mới.\n  The city has more: import the next part, or export again.`,
    )
}
