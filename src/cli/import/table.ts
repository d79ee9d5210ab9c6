import type { JudgedList, JudgedRow } from '../../contract/lists/judged-list.ts'
import { noticeText } from '../../contract/lists/notices.ts'
import { findingText } from '../../contract/lists/reasons.ts'
import type { Verdict } from '../../contract/lists/verdict.ts'
import type { ExitCode } from '../command.ts'
import { print, tell } from '../say.ts'

const verdictWords: Readonly<Record<Verdict, string>> = {
  good: 'đạt',
  'to-check': 'cần xem',
  bad: 'phải sửa',
}

/** The rows as lines for a person; the notices and the sum go to standard error, as every command's asides do. */
export function printTable({ rows, notices, counts }: JudgedList): ExitCode {
  for (const row of rows) {
    print(lineOf(row))
    for (const finding of row.reasons) {
      print(`        ${findingText(finding, 'vi')}`)
      print(`        ${findingText(finding, 'en')}`)
    }
  }
  for (const notice of notices) tell({ vi: noticeText(notice, 'vi'), en: noticeText(notice, 'en') })
  const { good, bad } = counts
  const check = counts['to-check']
  tell({
    vi: `${rows.length} dòng: ${good} đạt, ${check} cần xem, ${bad} phải sửa. Không lưu gì.`,
    en: `${rows.length} rows: ${good} good, ${check} to check, ${bad} bad. Nothing is stored.`,
  })
  return 0
}

function lineOf({ row, verdict, values }: JudgedRow): string {
  const who = [values.fullName, values.idNumber, values.birthDate, values.residence].map(
    (value) => value ?? '—',
  )
  return `${String(row).padStart(6)}  ${verdictWords[verdict].padEnd(9)} ${who.join(' · ')}`
}
