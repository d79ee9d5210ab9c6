import type { CheckRows } from './check-rows.ts'
import type {
  DeviceRow,
  EnrolmentRow,
  FeedLine,
  FeedRow,
  IssuerRow,
  LineRow,
  ListRow,
  StreamRow,
  SubjectKeyRow,
  SubjectRow,
  WardRow,
  WithdrawnRow,
} from './rows.ts'

/**
 * Reading and writing rows inside one transaction. Everything is keyed so that a store may be partitioned by ward.
 * "save" inserts or replaces; "add" inserts and throws when the key is taken.
 */
export type Rows = {
  wards(): Promise<WardRow[]>
  ward(code: string): Promise<WardRow | null>
  saveWard(row: WardRow): Promise<void>

  enrolment(codeHash: string): Promise<EnrolmentRow | null>
  saveEnrolment(row: EnrolmentRow): Promise<void>
  device(id: string): Promise<DeviceRow | null>
  /** Letters ever given out in the ward, revoked devices included. */
  lettersTaken(ward: string): Promise<string[]>
  saveDevice(row: DeviceRow): Promise<void>

  stream(id: string): Promise<StreamRow | null>
  openStreamOf(device: string): Promise<StreamRow | null>
  saveStream(row: StreamRow): Promise<void>
  /** Lines of a stream in order, from `fromSeq`, at most `limit`. */
  lines(stream: string, fromSeq: number, limit: number): Promise<LineRow[]>
  /** Lines standing in the ward's feed under these event ids. */
  feedLinesById(ward: string, ids: readonly string[]): Promise<LineRow[]>
  /** Throws when (stream, seq) is taken, or a feed line's (ward, id) or (ward, pos). A line is never changed. */
  addLines(rows: readonly LineRow[]): Promise<void>
  setVerdict(
    line: Pick<LineRow, 'stream' | 'seq'>,
    verdict: Pick<LineRow, 'status' | 'problem'>,
  ): Promise<void>
  /** Parked lines on these subjects, in feed order. */
  parkedOn(ward: string, subjects: readonly string[]): Promise<LineRow[]>
  /** Parked lines received before an instant, of any ward. */
  parkedSince(before: string): Promise<LineRow[]>

  /** Highest feed position of the ward; 0 before the first. */
  feedHead(ward: string): Promise<number>
  /** Moves the ward's counter by `count` and resolves to the first of the taken positions (R5). */
  takePositions(ward: string, count: number): Promise<number>
  addFeed(rows: readonly FeedRow[]): Promise<void>
  feed(ward: string, after: number, limit: number): Promise<FeedLine[]>

  subjects(ward: string, subjects: readonly string[]): Promise<SubjectRow[]>
  saveSubjects(rows: readonly SubjectRow[]): Promise<void>

  addReceipt(stream: string, headSeq: number, receipt: string): Promise<void>
  /** All receipts of a stream, oldest first. */
  receipts(stream: string): Promise<string[]>

  /** Keeps sealed keys; one that is there already (same subject and commitment) stays as it is. */
  keepSubjectKeys(rows: readonly SubjectKeyRow[]): Promise<void>
  subjectKeys(ward: string, subject: string): Promise<SubjectKeyRow[]>
  deleteSubjectKeys(ward: string, subject: string): Promise<void>

  /** The latest heartbeat of a device, as JSON text. */
  saveHeartbeat(device: string, at: string, heartbeat: string): Promise<void>
  heartbeats(): Promise<{ device: string; at: string; heartbeat: string }[]>

  issuers(): Promise<IssuerRow[]>
  saveIssuer(row: IssuerRow): Promise<void>
  withdrawnPapers(): Promise<WithdrawnRow[]>
  saveWithdrawn(rows: readonly WithdrawnRow[]): Promise<void>
  list(name: ListRow['name']): Promise<ListRow | null>
  saveList(row: ListRow): Promise<void>

  setting(name: string): Promise<string | null>
  saveSetting(name: string, value: string): Promise<void>
} & CheckRows

/**
 * Where a city server keeps what it was sent. `write` runs one transaction: all of it or, when `work` throws, nothing;
 * when it resolves, a power cut can no longer undo it (what a receipt promises, PSP/1 section 10). Writers of one ward
 * do not interleave. `read` sees committed rows only.
 */
export type CityStore = {
  write<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  read<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A kind of store: opens (and creates) the one at a place, a folder or an address. */
export type StoreKind = { readonly name: string; open(place: string): Promise<CityStore> }
