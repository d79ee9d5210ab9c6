import type { JudgedList } from '../../contract/lists/judged-list.ts'
import { noticeText } from '../../contract/lists/notices.ts'
import { findingText, rowReasons } from '../../contract/lists/reasons.ts'
import type { ExitCode } from '../command.ts'
import { printJson } from '../say.ts'

/** One JSON object for each row, with its verdict and reasons, then one that sums up the file. */
export function printJsonRows({ rows, notices, ...list }: JudgedList): ExitCode {
  for (const { row, verdict, reasons, values } of rows) {
    const said = reasons.map((finding) => ({
      code: finding.code,
      weight: rowReasons[finding.code].weight,
      field: finding.field,
      vi: findingText(finding, 'vi'),
      en: findingText(finding, 'en'),
    }))
    printJson({ row, verdict, reasons: said, values })
  }
  const told = notices.map((notice) => ({
    code: notice.code,
    vi: noticeText(notice, 'vi'),
    en: noticeText(notice, 'en'),
  }))
  const { kind, source, parts, counts, fingerprint, mapping } = list
  printJson({
    summary: true,
    kind,
    source,
    parts,
    rows: rows.length,
    ...counts,
    fingerprint,
    mapping,
    notices: told,
  })
  return 0
}
