import { parseArgs } from 'node:util'
import { isFullDisk } from '../../office/journal/full-disk.ts'
import { writeWholeInParts } from '../bundle/write-whole.ts'
import { type Command, misused, No } from '../command.ts'
import { printJson } from '../say.ts'

const most = 100_000

const help = `npx quay print --sheet permit|market-card --sample N --out FILE.pdf [--seed S]

In N giấy mẫu của văn phòng tập huấn (người không có thật, ký đúng, có dấu tập huấn) vào một tệp PDF, để thử máy in và
đo tốc độ. Cùng --seed thì cùng tệp, từng byte một.
Prints N sample papers of the training office (invented people, correctly signed, marked as training) into one PDF file,
to try a printer and to measure. The same --seed gives the same file, byte for byte.

  --sheet     permit: giấy đi đường, một trang một giấy · one permit a page
              market-card: thẻ đi chợ, bốn thẻ một tờ A4 · four market cards on an A4 sheet
  --sample N  từ 1 đến ${most} · from 1 to ${most}
  --seed S    số nguyên từ 0, mặc định 1 · a whole number from 0, default 1

Trả lời · answer: một dòng JSON · one JSON line: sheet, documents, pages, seconds, peakMemoryBytes, bytes
Kết thúc · exit: 0 đã ghi · written; 1 không · no; 2 dùng sai · used wrongly`

/** `quay print`: sample papers by the thousand, as one PDF that is written while it is made. */
export const printSamples: Command = {
  name: 'print',
  summary: { vi: 'In giấy mẫu của văn phòng tập huấn', en: 'Print sample papers of the training office' },
  help,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sheet: { type: 'string' },
        sample: { type: 'string' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
      },
    })
    const { sheet, out } = values
    if (!out) throw misused('Cần --out TỆP.pdf.', 'Say --out FILE.pdf.')
    const documents = wholeNumber(values.sample, { option: '--sample', least: 1, most })
    const seed = wholeNumber(values.seed, { option: '--seed', least: 0, most: 2 ** 32 - 1 })
    // The libraries of type and PDF are loaded for this command only.
    const { samples } = await import('./sample.ts')
    const parts = Object.hasOwn(samples, sheet ?? '') ? samples[sheet ?? ''] : undefined
    if (!parts) throw misused('--sheet là permit hoặc market-card.', '--sheet is permit or market-card.')
    const begun = performance.now()
    const { bytes, end: pages } = written(out, parts(seed, documents))
    const seconds = Math.round(performance.now() - begun) / 1000
    const peakMemoryBytes = process.resourceUsage().maxRSS * 1024
    printJson({ sheet, documents, pages, seconds, peakMemoryBytes, bytes })
    return 0
  },
}

function written(out: string, parts: Generator<Buffer, number>) {
  try {
    return writeWholeInParts(out, parts)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === null || !/^E[A-Z]+$/.test(code)) throw error
    if (isFullDisk(error))
      throw new No({
        vi: `Đĩa đầy, chưa ghi được ${out}. Dọn bớt đĩa hoặc chọn nơi khác bằng --out.`,
        en: `The disk is full, ${out} is not written. Free some space or choose another place with --out.`,
      })
    throw new No({
      vi: `Không ghi được ${out} (${code}). Chọn một thư mục có thật và được phép ghi bằng --out.`,
      en: `${out} could not be written (${code}). Choose a folder that exists and may be written with --out.`,
    })
  }
}

type Bounds = { readonly option: string; readonly least: number; readonly most: number }

function wholeNumber(text: string | undefined, { option, least, most: greatest }: Bounds): number {
  const number = /^\d{1,10}$/.test(text ?? '') ? Number(text) : -1
  if (number < least || number > greatest)
    throw misused(
      `${option} cần một số nguyên từ ${least} đến ${greatest}.`,
      `${option} takes a whole number from ${least} to ${greatest}.`,
    )
  return number
}
