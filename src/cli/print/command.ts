import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Command, misused, No } from '../command.ts'
import { printJson } from '../say.ts'
import { frugal } from './frugal.ts'
import { type PrintJob, printJob, type Written } from './job.ts'

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
    const { out } = values
    if (!out) throw misused('Cần --out TỆP.pdf.', 'Say --out FILE.pdf.')
    const documents = wholeNumber(values.sample, { option: '--sample', least: 1, most })
    const seed = wholeNumber(values.seed, { option: '--seed', least: 0, most: 2 ** 32 - 1 })
    const sheet = printJob.shape.sheet.safeParse(values.sheet).data
    if (!sheet) throw misused('--sheet là permit hoặc market-card.', '--sheet is permit or market-card.')
    const answer = await inItsOwnProcess({ sheet, documents, seed, out })
    if ('unwritten' in answer) throw unwritten(out, answer)
    const { pages, seconds, peakMemoryBytes, bytes } = answer.written
    printJson({ sheet, documents, pages, seconds, peakMemoryBytes, bytes })
    return 0
  },
}

const entry = fileURLToPath(new URL('./writing-process.ts', import.meta.url))

async function inItsOwnProcess(job: PrintJob): Promise<Written> {
  const child = spawn(process.execPath, [...frugal.flags, entry, JSON.stringify(job)], {
    env: { ...process.env, ...frugal.environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    windowsHide: true,
  })
  let answer: Written | null = null
  // The entry of this repository sends nothing else.
  child.on('message', (message) => (answer = message as Written))
  await once(child, 'exit')
  if (answer === null) throw new Error(`the writing process ended with ${child.exitCode ?? child.signalCode}`)
  return answer
}

function unwritten(out: string, { unwritten: code, full }: Extract<Written, { unwritten: string }>): No {
  if (full)
    return new No({
      vi: `Đĩa đầy, chưa ghi được ${out}. Dọn bớt đĩa hoặc chọn nơi khác bằng --out.`,
      en: `The disk is full, ${out} is not written. Free some space or choose another place with --out.`,
    })
  return new No({
    vi: `Không ghi được ${out} (${code}). Chọn một thư mục có thật và được phép ghi bằng --out.`,
    en: `${out} could not be written (${code}). Choose a folder that exists and may be written with --out.`,
  })
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
