import type { JudgedList, JudgedRow } from '../../contract/lists/judged-list.ts'
import { Refusal } from '../../contract/refusals.ts'
import type { HowToJudge } from './judging/judge-table.ts'
import { type ListLimits, listLimits } from './limits.ts'
import type { ListFile, ListPart } from './open-file.ts'
import type { FromLists, StartListProcess } from './process/messages.ts'

/** What may be set beside the file. */
export type JudgeOptions = HowToJudge & {
  readonly part?: ListPart
  readonly limits?: ListLimits
  /** Wall-clock seconds until the process is ended. */
  readonly seconds?: number
}

const patience = 60

/**
 * Judges a file somebody sent, without storing anything: opened in a process of its own that is ended when it takes too
 * long or too much memory. Refuses: the `list-…` refusals of the contract. A fault of ours is thrown as such.
 */
export async function judgeFile(
  file: ListFile,
  {
    part = { attachment: null, sheet: null, at: null },
    limits = listLimits,
    seconds = patience,
    ...how
  }: JudgeOptions,
  start: StartListProcess,
): Promise<JudgedList> {
  // Before the bytes travel anywhere.
  if (file.bytes.length > limits.fileBytes)
    throw new Refusal('list-too-big', { megabytes: Math.round(limits.fileBytes / (1 << 20)) })
  const lists = start()
  const judged = new Promise<JudgedList>((resolve, reject) => {
    const rows: JudgedRow[] = []
    lists.onMessage((message) => settle(message, rows, resolve, reject))
    lists.onEnd((end) => reject(whyEnded(end)))
  })
  const tooSlow = Promise.withResolvers<never>()
  const timer = setTimeout(() => tooSlow.reject(new Refusal('list-too-slow', { seconds })), seconds * 1000)
  lists.send({ file, part, how: { kind: how.kind, mapping: how.mapping, today: how.today }, limits })
  try {
    return await Promise.race([judged, tooSlow.promise])
  } finally {
    clearTimeout(timer)
    lists.end()
  }
}

/** Node aborts a process that reaches its cap of memory, the system kills one; any other end is a fault of ours. */
function whyEnded(how: string): Error {
  const isMemory = how.startsWith('SIG') || /^exit \d{3,}$/.test(how)
  return isMemory
    ? new Refusal('list-too-much-memory')
    : new Error(`the process that opens lists ended: ${how}`)
}

function settle(
  message: FromLists,
  rows: JudgedRow[],
  resolve: (list: JudgedList) => void,
  reject: (error: Error) => void,
): void {
  switch (message.what) {
    case 'rows':
      rows.push(...message.rows)
      return
    case 'done':
      resolve({ ...message.list, rows })
      return
    case 'refused':
      reject(new Refusal(message.code, message.data))
      return
    case 'fault':
      reject(new Error(message.message))
  }
}
