import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type CivilDate, civilDate, dateAt } from '../../domain/calendar.ts'
import { lintPack, type PackFault, type PackVerdict } from '../../contract/policy/lint.ts'
import { packEnvelopeSchema } from '../../contract/sync/pack.ts'
import { type Command, type ExitCode, misused, No } from '../command.ts'
import { print, printJson, tell } from '../say.ts'

const help = `npx quay policy lint FILE [--json] [--today YYYY-MM-DD] [--local]

  --json    in một đối tượng JSON: outcome, faults[{line,path,reason,reasonEn}], total, notes
            prints one JSON object: outcome, faults[{line,path,reason,reasonEn}], total, notes
  --today   xét như vào ngày đó (mặc định: hôm nay) · judge as on that day (default: today)
  --local   bộ do phường tự chỉnh · a pack an office has edited itself

Chữ ký của tệp không được kiểm ở đây. · The signature of a file is not checked here.
Kết thúc · exit: 0 dùng được · may be used; 2 có lỗi, hoặc cần phiên bản mới hơn · has faults, or needs a later version`

/** `quay policy lint`: a rule pack judged as an office judges it, every fault with its line. */
export const policyLint: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        today: { type: 'string' },
        local: { type: 'boolean', default: false },
      },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0)
      throw misused('Ghi đúng một tệp bộ quy tắc.', 'Name exactly one rule pack file.')
    const verdict = lintPack(textOf(file), { today: dayOf(values.today), known: [], local: values.local })
    return values.json ? asJson(verdict) : asLines(verdict)
  },
}

function dayOf(said: string | undefined): CivilDate {
  const day = said === undefined ? dateAt(Date.now()) : civilDate(said)
  if (day === null) throw misused('--today phải là ngày YYYY-MM-DD.', '--today takes a day YYYY-MM-DD.')
  return day
}

/** The text of a pack, also of one in its envelope. */
function textOf(file: string): string {
  const text = readText(file)
  try {
    return packEnvelopeSchema.safeParse(JSON.parse(text)).data?.text ?? text
  } catch {
    // The linter says at which line it stops being JSON.
    return text
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new No({ vi: `Không đọc được tệp ${file}.`, en: `The file ${file} cannot be read.` }, 2)
  }
}

function asJson(verdict: PackVerdict): ExitCode {
  const { outcome } = verdict
  printJson({
    outcome,
    faults: outcome === 'refused' ? verdict.faults : [],
    total: outcome === 'refused' ? verdict.total : 0,
    notes: outcome === 'ok' ? verdict.notes : [],
  })
  return outcome === 'ok' ? 0 : 2
}

function asLines(verdict: PackVerdict): ExitCode {
  switch (verdict.outcome) {
    case 'ok': {
      const { id, version, title } = verdict.pack
      print(`${id} ${version}: ${title}`)
      for (const note of verdict.notes) print(`  ${note}`)
      tell({ vi: 'Không có lỗi.', en: 'No faults.' })
      return 0
    }
    case 'too-new':
      tell({
        vi: 'Bộ quy tắc này cần phiên bản phần mềm mới hơn.',
        en: 'This rule pack needs a later version of the program.',
      })
      return 2
    case 'refused':
      for (const fault of verdict.faults) print(lineOf(fault))
      tell(countOf(verdict.faults.length, verdict.total))
      return 2
  }
}

function countOf(listed: number, total: number) {
  return listed === total
    ? { vi: `${total} lỗi.`, en: `${total} faults.` }
    : {
        vi: `${total} lỗi, trên đây là ${listed} lỗi đầu.`,
        en: `${total} faults; the first ${listed} are listed.`,
      }
}

function lineOf({ line, path, reason, reasonEn }: PackFault): string {
  const where = path === '' ? `${line}` : `${line} ${path}`
  return `${where}: ${reason}\n  ${reasonEn}`
}
