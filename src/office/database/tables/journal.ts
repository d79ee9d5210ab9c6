import type { Generated } from 'kysely'

/** The journal, its second side at the city, and what waits to be sent or asked for. */
export type JournalTables = {
  meta: { name: string; value: string }
  secret: { name: string; value: Buffer }
  stream: { id: string; opening_line: string; opening_hash: string; opened_at: string }
  event: {
    stream: string
    seq: number
    id: string
    hash: string
    type: string
    subject: string
    lc: number
    at: string
    line: string
  }
  /** Streams that ended before the open one; what stands in them behind `end_seq` the city does not have there. */
  past_stream: {
    place: Generated<number>
    stream: string
    opening_line: string
    opening_hash: string
    end_seq: number
    acked_seq: number
  }
  /** Lines told again in a stream of their own, and where their events stand. */
  told_again: {
    stream: string
    seq: number
    id: string
    hash: string
    line: string
    of_stream: string
    of_seq: number
  }
  subject_key: { subject: string; key: Buffer; first_seq: number }
  sync: {
    one: 1
    acked_seq: number
    acked_hash: string
    receipt: string | null
    receipt_at: string | null
    feed_epoch: string
    feed_pos: number
  }
  event_result: { stream: string; seq: number; status: string; problem: string | null; pos: number | null }
  feed_item: {
    pos: number
    stream: string
    seq: number
    hash: string
    status: string
    received_at: string
    problem: string | null
    line: string | null
    /** What the line says of itself; null for a verdict and a line that cannot be read. */
    id: string | null
    type: string | null
    subject: string | null
  }
  /** Lines of this PC and, as far as the feed has them, of the ward's others; each event once. A view. */
  known_line: {
    stream: string
    seq: number
    id: string
    type: string
    subject: string
    lc: number
    line: string
  }
  /** Lines of the ward's other PCs that came through its hub and that the city has not told yet. */
  neighbour_line: {
    id: string
    stream: string
    seq: number
    type: string
    subject: string
    lc: number
    line: string
  }
  /** Subjects of which a line of another PC could not be made into rows here. */
  not_shown: { subject: string }
  /** Signed files on their way to the city, encrypted, by the hash of the bytes. */
  blob_out: { sha256: string; bytes: Buffer; made_at: string }
  /** Signed files of other PCs that are to be fetched; `asked_at`: when the city was asked last, ms. */
  blob_wanted: {
    sha256: string
    subject: string
    sheet: string
    token_sha256: string
    made_at: string
    asked_at: number
  }
  /** Keys of subjects that only other PCs have; `asked_at`: when the city was asked last, ms. */
  key_wanted: { subject: string; sha256: string; asked_at: number }
}
