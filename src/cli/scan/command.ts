import { parseArgs } from 'node:util'
import { type Command, misused } from '../command.ts'
import { monitorReaders } from './monitor.ts'
import { parseLines } from './parse.ts'

const help = `npx quay scan --parse     < lines
npx quay scan --monitor

  --parse      đọc mỗi dòng một lần quét (chuỗi JSON, hoặc {"reports":["hex",…],"vendorId":…}) và in một đối tượng JSON
               reads one scan a line (a JSON string, or {"reports":["hex",…],"vendorId":…}); prints one JSON object each
  --monitor    liệt kê máy quét USB HID POS và in báo cáo thô dạng hex (có dữ liệu trên thẻ!); Ctrl+C để dừng
               lists USB HID POS readers and prints their raw reports as hex (card data!); Ctrl+C ends it

Kết thúc · exit: 0; 1 không có máy quét · no reader; 2 có dòng không phải lần quét · some line was no scan`

/** `quay scan`: what readers say, and what the program makes of it. */
export const scan: Command = {
  help,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { parse: { type: 'boolean', default: false }, monitor: { type: 'boolean', default: false } },
    })
    if (values.parse === values.monitor)
      throw misused('Chọn --parse hoặc --monitor.', 'Choose either --parse or --monitor.')
    return values.parse ? parseLines(process.stdin) : monitorReaders()
  },
}
