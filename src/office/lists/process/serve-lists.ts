import { Refusal } from '../../../contract/refusals.ts'
import { listedRows } from '../columns/find-columns.ts'
import { judgeTable } from '../judging/judge-table.ts'
import { openList } from '../open-file.ts'
import type { FromLists, ToLists } from './messages.ts'

/** Rows in one message: some milliseconds of work for the office that takes it. */
const batch = 500

/** The half inside the list process: opens and judges one file and tells what came of it. */
export function serveLists(tell: (message: FromLists) => void): (message: ToLists) => void {
  return (message) => {
    judge(message, tell).catch((error: unknown) => {
      if (error instanceof Refusal) tell({ what: 'refused', code: error.code, data: error.data })
      else
        tell({
          what: 'fault',
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        })
    })
  }
}

async function judge(
  { file, part, how, limits }: ToLists,
  tell: (message: FromLists) => void,
): Promise<void> {
  const opened = await openList(file, part, (rows) => listedRows(rows, how.kind), limits)
  const { rows, ...list } = judgeTable(opened, how)
  for (let at = 0; at < rows.length; at += batch) tell({ what: 'rows', rows: rows.slice(at, at + batch) })
  tell({ what: 'done', list })
}
