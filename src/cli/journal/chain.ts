import { type StreamOpening, streamOpeningSchema } from '../../contract/sync/event-line.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { firstBreak, lineHash } from '../../office/journal/line.ts'
import { broken, type Proof, proven } from './proof.ts'

type StreamRow = { readonly id: string; readonly opening_line: string; readonly opening_hash: string }

const breakWords = {
  unreadable: { vi: 'không đọc được', en: 'is unreadable' },
  sequence: { vi: 'đánh số sai', en: 'is numbered wrongly' },
  chain: { vi: 'không nối với dòng trước', en: 'is not bound to the line before' },
  stream: { vi: 'thuộc sổ khác', en: 'belongs to another stream' },
} as const

/** Every stream from its opening record to its head: readable, numbered without a hole, bound, hashed as stored. */
export function proveChain(store: Store): Proof {
  const streams = store.all(sql.selectFrom('stream').selectAll().orderBy('opened_at'))
  if (streams.length === 0) return broken('Kho không có sổ nhật ký nào.', 'The store has no journal stream.')
  let lines = 0
  for (const [at, stream] of streams.entries()) {
    const fault = openingFault(stream)
    if (fault) return fault
    const length = count(store, stream.id)
    const first = firstBreak(linesOf(store, stream.id), {
      stream: stream.id,
      seq: 0,
      hash: stream.opening_hash,
    })
    if (first) {
      const { vi, en } = breakWords[first.reason]
      return broken(
        `Sổ ${at + 1}, dòng ${first.seq} ${vi}.`,
        `Stream ${at + 1}, line ${first.seq} ${en} (${first.reason}).`,
      )
    }
    lines += length
  }
  const odd = oddRow(store)
  if (odd !== null)
    return broken(
      `Bản ghi của dòng ${odd} không đúng với chính dòng đó.`,
      `The row of line ${odd} does not say what the line says.`,
    )
  return proven(
    `${lines} dòng nhật ký trong ${streams.length} sổ nối liền từ bản ghi mở đầu.`,
    `${lines} journal lines in ${streams.length} streams hang together from the opening record on.`,
  )
}

function openingFault({ id, opening_line: line, opening_hash: hash }: StreamRow): Proof | null {
  const opening = readOpening(line)
  if (lineHash(line) === hash && opening?.stream === id) return null
  return broken(`Bản ghi mở đầu của sổ ${id} đã bị sửa.`, `The opening record of stream ${id} was altered.`)
}

function readOpening(line: string): StreamOpening | null {
  try {
    const read = streamOpeningSchema.safeParse(JSON.parse(line))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

function count(store: Store, stream: string): number {
  return (
    store.first(
      sql
        .selectFrom('event')
        .select(({ fn }) => fn.countAll<number>().as('lines'))
        .where('stream', '=', stream),
    )?.lines ?? 0
  )
}

function* linesOf(store: Store, stream: string): Generator<string> {
  for (const { line } of store.iterate(
    sql.selectFrom('event').select('line').where('stream', '=', stream).orderBy('seq'),
  ))
    yield line
}

/** The first row whose columns are not what its line says; null when all are. Runs after the lines were read. */
function oddRow(store: Store): number | null {
  for (const row of store.iterate(
    sql
      .selectFrom('event')
      .select(['seq', 'id', 'hash', 'type', 'subject', 'lc', 'line'])
      .orderBy('stream')
      .orderBy('seq'),
  )) {
    // The chain was walked before: every line is one valid event.
    const line = JSON.parse(row.line) as {
      seq: number
      id: string
      type: string
      subject: string
      lc: number
    }
    const same =
      line.seq === row.seq &&
      line.id === row.id &&
      line.type === row.type &&
      line.subject === row.subject &&
      line.lc === row.lc &&
      lineHash(row.line) === row.hash
    if (!same) return row.seq
  }
  return null
}
