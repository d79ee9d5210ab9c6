import type { JudgedList } from '../../contract/lists/judged-list.ts'
import type { Finding } from '../../contract/lists/reasons.ts'
import { verdictOf } from '../../contract/lists/verdict.ts'
import { countsOf } from './judging/judge-table.ts'

/** What the office knows about the numbers of a list. Asked once for the whole list, answers by number. */
export type ListLookup = {
  /** Names of other lists the person is on. */
  otherLists(idNumbers: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** The live paper of the person; `until` as it is to be read in a sentence. */
  livePapers(
    idNumbers: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly number: string; readonly until: string }>>
}

/** Adds to a judged list what is known of its people elsewhere, so that nobody gets two live papers. */
export async function markKnown(list: JudgedList, lookup: ListLookup): Promise<JudgedList> {
  const numbers = [...new Set(list.rows.flatMap(({ values }) => values.idNumber ?? []))]
  const [lists, papers] = await Promise.all([lookup.otherLists(numbers), lookup.livePapers(numbers)])
  const rows = list.rows.map((row) => {
    const number = row.values.idNumber
    if (number === undefined) return row
    const found: Finding[] = (lists.get(number) ?? []).map((name) => ({
      code: 'on-other-list',
      field: 'idNumber',
      data: { list: name },
    }))
    const paper = papers.get(number)
    if (paper) found.push({ code: 'live-permit', field: 'idNumber', data: { ...paper } })
    if (found.length === 0) return row
    const reasons = [...row.reasons, ...found]
    return { ...row, reasons, verdict: verdictOf(reasons) }
  })
  return { ...list, rows, counts: countsOf(rows) }
}
