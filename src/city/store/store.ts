import type { CheckRows } from './check-rows.ts'
import type { OverlapRows } from './overlap-rows.ts'
import type { SignInRows } from './sign-in-rows.ts'
import type { RollupRows } from './rollup-rows.ts'
import type {
  AuditRow,
  CityCaseRow,
  DeviceRow,
  EnrolmentRow,
  FeedLine,
  FeedRow,
  IssuerRow,
  LineRow,
  ListRow,
  OperatorRow,
  PackRow,
  StreamRow,
  SubjectKeyRow,
  SubjectRow,
  WardRow,
  WithdrawalRow,
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
  /** Every PC that was ever enrolled, by ward and letters; or those of one ward. */
  devices(ward?: string): Promise<DeviceRow[]>

  stream(id: string): Promise<StreamRow | null>
  openStreamOf(device: string): Promise<StreamRow | null>
  saveStream(row: StreamRow): Promise<void>
  /** Lines of a stream in order, from `fromSeq`, at most `limit`; they end with the one that passes `mostBytes`. */
  lines(stream: string, fromSeq: number, limit: number, mostBytes?: number): Promise<LineRow[]>
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

  /** Lines that are quarantined as of now, of any ward, those received last first. */
  quarantined(limit: number): Promise<LineRow[]>

  /** Highest feed position of the ward; 0 before the first. */
  feedHead(ward: string): Promise<number>
  /** Moves the ward's counter by `count` and resolves to the first of the taken positions (R5). */
  takePositions(ward: string, count: number): Promise<number>
  addFeed(rows: readonly FeedRow[]): Promise<void>
  /** Positions after one, at most `limit`; they end with the one whose line passes `maxFeedBytes`. */
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
  /** Withdrawn papers that may still be shown on a day (number of it) or later. */
  withdrawals(day: number): Promise<WithdrawalRow[]>
  /** Noting the same papers again keeps the later last day. */
  addWithdrawals(rows: readonly WithdrawalRow[]): Promise<void>
  list(name: ListRow['name']): Promise<ListRow | null>
  saveList(row: ListRow): Promise<void>

  /** The first `limit` feed lines about a subject, in feed order. */
  linesOfSubject(ward: string, subject: string, limit: number): Promise<LineRow[]>
  cityCase(ward: string, submission: string): Promise<CityCaseRow | null>
  /** Cases in a state, at most `limit`: of the waiting ones the longest waiting first, of others the newest. */
  cityCases(state: CityCaseRow['state'], limit: number): Promise<CityCaseRow[]>
  /** Everything ever put before the city about these subjects, oldest first. */
  cityCasesOf(ward: string, subjects: readonly string[]): Promise<CityCaseRow[]>
  saveCityCase(row: CityCaseRow): Promise<void>

  /** Without their envelopes, newest first. */
  packs(): Promise<Omit<PackRow, 'envelope'>[]>
  pack(sha256: string): Promise<PackRow | null>
  /** Throws when the id and version, or the bytes, are taken. */
  addPack(row: PackRow): Promise<void>
  /** From now on it is also for wards to come. */
  setPackForAll(sha256: string): Promise<void>
  /** The same pack under other bytes: no ward has been told of them yet. */
  replacePack(sha256: string, by: Pick<PackRow, 'sha256' | 'envelope'>): Promise<void>
  packWards(sha256: string): Promise<string[]>
  addPackWard(sha256: string, ward: string): Promise<void>

  operators(): Promise<OperatorRow[]>
  operatorBySecret(secretHash: string): Promise<OperatorRow | null>
  saveOperator(row: OperatorRow): Promise<void>
  addAudit(row: AuditRow): Promise<void>
  /** Audit rows before a number, newest first; null: from the end. */
  audit(before: number | null, limit: number): Promise<AuditRow[]>

  setting(name: string): Promise<string | null>
  saveSetting(name: string, value: string): Promise<void>
} & CheckRows &
  RollupRows &
  OverlapRows &
  SignInRows

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
export type StoreKind = {
  readonly name: string
  open(place: string): Promise<CityStore>
  /** Left out by a kind that is backed up by other means. */
  readonly backup?: StoreBackup
}

/** Copies of a whole store in one file, as of one moment, also while a city runs on it. */
export type StoreBackup = {
  /** Writes the copy and reads back that it is whole. */
  write(place: string, file: string): Promise<void>
  /** Brings a copy to a place where no city is; throws when there is one. */
  read(file: string, place: string): Promise<void>
}
