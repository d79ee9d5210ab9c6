import { type Desk, serverTime } from '../desk.ts'
import { carryOut } from '../effects.ts'
import { writeAudit } from '../operators/audit.ts'
import type { LineRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'
import { closeDocket, openDocket, reconsider } from './docket.ts'

/** Lines of one transaction: others wait for their ward meanwhile. */
const linesAtOnce = 200
const mostLines = 10_000

/** What became of lines that were judged again; `left`: they stay quarantined. */
export type JudgedAgain = { readonly judged: number; readonly left: number }

/**
 * Judges quarantined lines again, for instance after the server was brought up to date: all of them, oldest first (at most
 * 10,000), or one. Each ward hears the verdict by its feed; nothing is judged that was not quarantined any more.
 */
export async function judgeAgain(
  desk: Desk,
  which: Pick<LineRow, 'stream' | 'seq'> | 'all',
  operator: string,
): Promise<JudgedAgain> {
  const found = await desk.store.read((rows) =>
    which === 'all' ? rows.quarantined(mostLines) : rows.lines(which.stream, which.seq, 1),
  )
  const wards = Map.groupBy(found, ({ ward }) => ward)
  let judged = 0
  for (const [ward, lines] of wards) {
    const inOrder = lines.toSorted((one, other) => (one.pos ?? 0) - (other.pos ?? 0))
    for (let at = 0; at < inOrder.length; at += linesAtOnce) {
      const some = inOrder.slice(at, at + linesAtOnce)
      judged += await desk.store.write((rows) => judgeLines(desk, rows, ward, some, operator))
    }
    desk.bell.ring(ward)
  }
  desk.publisher.poke()
  return { judged, left: found.length - judged }
}

async function judgeLines(
  desk: Desk,
  rows: Rows,
  ward: string,
  lines: readonly LineRow[],
  operator: string,
): Promise<number> {
  const at = serverTime(desk)
  const docket = await openDocket(rows, ward, at, lines)
  let judged = 0
  for (const { stream, seq } of lines) {
    // As it is now: somebody else may have had it judged since it was found.
    const [line] = await rows.lines(stream, seq, 1)
    if (line?.seq !== seq || !reconsider(docket, line)) continue
    judged += 1
  }
  if (judged === 0) return 0
  await closeDocket(rows, docket)
  await carryOut(desk, rows, docket.accepted)
  const [first] = lines
  const detail = { ward, stream: first?.stream ?? '', seq: first?.seq ?? 0, lines: judged }
  await writeAudit(rows, at, operator, 'line.judged-again', detail)
  return judged
}
