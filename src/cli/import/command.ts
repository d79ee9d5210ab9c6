import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { ListKind } from '../../contract/lists/fields.ts'
import type { JudgedList } from '../../contract/lists/judged-list.ts'
import { Refusal, refusalText } from '../../contract/refusals.ts'
import { type CivilDate, civilDate, dateAt } from '../../domain/calendar.ts'
import { judgeFile } from '../../office/lists/judge-file.ts'
import { listLimits } from '../../office/lists/limits.ts'
import type { ListPart } from '../../office/lists/open-file.ts'
import { nodeListProcess } from '../../office/lists/process/start-process.ts'
import { type Command, misused, No } from '../command.ts'
import { printJsonRows } from './json.ts'
import { printTable } from './table.ts'

const help = `npx quay import --organisation FILE | --households FILE [--json] [--sheet NAME] [--attachment NAME] [--today YYYY-MM-DD]

  Xét một danh sách (.xlsx, .csv, .tsv, .eml) mà không lưu gì. · Judges a list without storing anything.
  --organisation  danh sách người lao động của đơn vị · the workers of an organisation
  --households    danh sách hộ dân · a household roster
  --json          mỗi dòng một đối tượng JSON {row, verdict, reasons, values}, cuối cùng là dòng tổng hợp
                  one JSON object per row {row, verdict, reasons, values}, then a summary line
  --sheet         trang tính cần đọc · the sheet to read
  --attachment    tệp đính kèm cần đọc · the attachment to read
  --today         xét như vào ngày đó (mặc định: hôm nay) · judge as on that day (default: today)

Kết thúc · exit: 0 đọc được tệp · the file could be read; 2 không đọc được · it could not`

/** `quay import`: a list judged as the office judges it, in the same process of its own. */
export const importList: Command = {
  help,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        organisation: { type: 'string' },
        households: { type: 'string' },
        json: { type: 'boolean', default: false },
        sheet: { type: 'string' },
        attachment: { type: 'string' },
        today: { type: 'string' },
      },
    })
    const { kind, file } = whichList(values.organisation, values.households)
    const part = { attachment: values.attachment ?? null, sheet: values.sheet ?? null, at: null }
    const list = await judged(file, kind, part, dayOf(values.today))
    return values.json ? printJsonRows(list) : printTable(list)
  },
}

function whichList(
  organisation: string | undefined,
  households: string | undefined,
): { kind: ListKind; file: string } {
  if (organisation !== undefined && households === undefined)
    return { kind: 'organisation', file: organisation }
  if (households !== undefined && organisation === undefined) return { kind: 'households', file: households }
  throw misused(
    'Ghi đúng một danh sách: --organisation TỆP hoặc --households TỆP.',
    'Name exactly one list: --organisation FILE or --households FILE.',
  )
}

async function judged(file: string, kind: ListKind, part: ListPart, today: CivilDate): Promise<JudgedList> {
  const start = nodeListProcess()
  if (!start) throw new Error('the command line runs on plain Node, which can start processes')
  try {
    const bytes = bytesOf(file)
    return await judgeFile({ name: basename(file), bytes }, { kind, mapping: null, today, part }, start)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, data } = error
    throw new No({ vi: refusalText(code, data, 'vi'), en: refusalText(code, data, 'en') }, 2)
  }
}

function bytesOf(file: string): Uint8Array {
  const unreadable = new No({ vi: `Không đọc được tệp ${file}.`, en: `The file ${file} cannot be read.` }, 2)
  const facts = statSync(file, { throwIfNoEntry: false })
  if (!facts?.isFile()) throw unreadable
  if (facts.size > listLimits.fileBytes)
    throw new Refusal('list-too-big', { megabytes: Math.round(listLimits.fileBytes / (1 << 20)) })
  try {
    return readFileSync(file)
  } catch {
    throw unreadable
  }
}

function dayOf(said: string | undefined): CivilDate {
  const day = said === undefined ? dateAt(Date.now()) : civilDate(said)
  if (day === null) throw misused('--today phải là ngày YYYY-MM-DD.', '--today takes a day YYYY-MM-DD.')
  return day
}
