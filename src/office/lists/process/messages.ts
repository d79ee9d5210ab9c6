import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import type { RefusalCode, RefusalData } from '../../../contract/refusals.ts'
import type { HelperProcess } from '../../helper-process.ts'
import type { HowToJudge } from '../judging/judge-table.ts'
import type { ListLimits } from '../limits.ts'
import type { ListFile, ListPart } from '../open-file.ts'

/** The one thing a list process is asked in its life: to open a file and judge it. */
export type ToLists = {
  readonly file: ListFile
  readonly part: ListPart
  readonly how: HowToJudge
  readonly limits: ListLimits
}

/** What it tells: rows by the hundred, so that the office is never busy with them for long, then the rest, or a no. */
export type FromLists =
  | { readonly what: 'rows'; readonly rows: readonly JudgedRow[] }
  | { readonly what: 'done'; readonly list: Omit<JudgedList, 'rows'> }
  | { readonly what: 'refused'; readonly code: RefusalCode; readonly data: RefusalData }
  | { readonly what: 'fault'; readonly message: string }

export type ListProcess = HelperProcess<ToLists, FromLists>

/** Starts a list process. Supplied by a shell whose processes are not Node's (Electron). */
export type StartListProcess = () => ListProcess
