import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleFaults } from '../../contract/desk/bundles.ts'
import { bundleSuffix } from '../../contract/sync/bundle.ts'
import type { Desk } from '../../office/desk.ts'
import { exportPart, nameOfPart } from '../../office/features/sync/bundle-routes.ts'
import { isFullDisk } from '../../office/journal/full-disk.ts'
import type { LinesPart } from '../../office/sync/bundle/lines.ts'
import { type Command, misused, No } from '../command.ts'
import { credentialHelp, credentialOptions } from '../folder/open-folder.ts'
import { print, printJson } from '../say.ts'
import { inClosedOffice } from './closed-office.ts'
import { writeWhole } from './write-whole.ts'

const help = `npx quay bundle export --data FOLDER --out FILE [--from N] [--part N] [--part-kib N] [--json]

Ghi những gì chưa gửi được lên thành phố thành gói niêm kín trên USB: chỉ máy chủ thành phố mở được. Quầy phải đang
đóng (khi quầy chạy, dùng trang Đồng bộ). Xuất lại bao nhiêu lần cũng được; không có gì bị đánh dấu là đã gửi.
Writes what has not reached the city as sealed bundles on a USB stick: only the city server opens them. The office must
be closed (while it runs, use the sync page). May be repeated at will; nothing is marked as sent by it.

  --out FILE      tệp ghi ra (các phần sau: FILE.2, FILE.3 …), hoặc một thư mục có sẵn
                  the file to write (further parts: FILE.2, FILE.3 …), or a folder that is there
  --from N        bắt đầu từ dòng N (mặc định: dòng đầu tiên thành phố chưa nhận) · begin at line N
  --part N        số của phần đầu tiên, khi xuất tiếp (mặc định 1) · number of the first part, when going on
  --part-kib N    cỡ tối đa của một phần, KiB (mặc định 8192) · most of one part, KiB
${credentialHelp}
  --json          một đối tượng JSON cho mỗi tệp · one JSON object for each file

Kết thúc · exit: 0 đã ghi · written; 1 không · no; 2 dùng sai · used wrongly`

/** `quay bundle export`: what waits for the city, as files for a USB stick. */
export const bundleExport: Command = {
  help,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        from: { type: 'string' },
        part: { type: 'string', default: '1' },
        'part-kib': { type: 'string', default: '8192' },
        json: { type: 'boolean', default: false },
        ...credentialOptions,
      },
    })
    const { data, out } = values
    if (!data || !out) throw misused('Cần --data và --out.', 'Say --data and --out.')
    const wanted = {
      from: values.from === undefined ? null : count(values.from, '--from'),
      part: count(values.part, '--part'),
      mostBytes: count(values['part-kib'], '--part-kib') * 1024,
    }
    await inClosedOffice(data, values, (desk) => exportTo(desk, out, wanted, values.json))
    return 0
  },
}

type Wanted = { readonly from: number | null; readonly part: number; readonly mostBytes: number }

async function exportTo(desk: Desk, out: string, wanted: Wanted, json: boolean): Promise<void> {
  let { from, part } = wanted
  for (;;) {
    const made = await exportPart(desk, { ...wanted, from, part })
    if (!made) throw new No(bundleFaults['not-enrolled'])
    const file = pathOf(out, desk, made)
    try {
      writeWhole(file, made.bytes)
    } catch (error) {
      throw unwritten(error, made)
    }
    report(file, made, json)
    if (made.next === null) return
    from = made.next
    part += 1
  }
}

function pathOf(out: string, desk: Desk, made: LinesPart): string {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) return join(out, nameOfPart(desk, made))
  const { part } = made.header
  if (part === 1) return out
  const { lines: suffix } = bundleSuffix
  return out.endsWith(suffix) ? `${out.slice(0, -suffix.length)}.${part}${suffix}` : `${out}.${part}`
}

/** A stick that is full or gone: what was written stays good, and the export goes on where it stopped. */
function unwritten(error: unknown, { header: { first, part } }: LinesPart): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  if (code === null) return error
  const [vi, en] = isFullDisk(error) ? ['USB đầy', 'the stick is full'] : [code, code]
  const goOn = first === 0 ? '' : ` (--from ${first} --part ${part})`
  return new No({
    vi: `Không ghi được phần ${part}: ${vi}. Các phần trước đã ghi xong; ghi tiếp lên USB khác${goOn}.`,
    en: `Part ${part} could not be written: ${en}. The parts before are whole; go on with another stick${goOn}.`,
  })
}

function report(file: string, { header, bytes }: LinesPart, json: boolean): void {
  const { part, isLast, first, last } = header
  if (json) return printJson({ file, part, isLast, first, last, bytes: bytes.length })
  const what =
    first === 0
      ? ['không có dòng nào chờ gửi; chỉ hỏi trả lời', 'no line waits; it only asks for an answer']
      : [`dòng ${first} đến ${last}`, `lines ${first} to ${last}`]
  print(`✓ ${file}: ${what[0]}\n  ${file}: ${what[1]}`)
}

function count(text: string, option: string): number {
  const number = /^\d{1,12}$/.test(text) ? Number(text) : 0
  if (number < 1) throw misused(`${option} cần một số từ 1.`, `${option} takes a number from 1 on.`)
  return number
}
