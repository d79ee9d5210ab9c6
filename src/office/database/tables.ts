import type { Generated } from 'kysely'
import type { CaseState } from '../../domain/case.ts'
import type { Role } from '../../domain/roles.ts'
import type { SpoilReason, StockWay } from '../../domain/stock/account.ts'
import type { PrintItemState, PrintJobState, PrintTrouble } from '../../contract/desk/print-jobs.ts'
import type { NoticeState } from '../../contract/desk/notices.ts'
import type { NoticeFailure, NoticeKind } from '../../contract/events/notice-events.ts'

/** Row types, written by hand beside the migrations that make the tables. JSON columns are text. */
export type Tables = {
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
  draft: { id: string; user: string; form: string; fields: string; focus: string | null; updated_at: string }
  /** Keys that QR codes are signed with; the projection only counts their indexes on. */
  issuing_key: {
    kid: string
    user: string
    public_key: Buffer
    /** The private half under the person's PIN; both null once it is destroyed, or where it never left a key token. */
    salt: Buffer | null
    wrapped: Buffer | null
    /** The key token that holds the private half, and its name there. */
    token: string | null
    token_key: string | null
    /** `next`: made ahead, so that the change of keys has no gap. */
    state: 'current' | 'next' | 'ended'
    ended_at: string | null
    ended_why: 'replaced' | 'retired' | 'compromised' | null
    series: number
    next_index: number
    /** Journal stream and quarter the series was begun in; empty before its first paper. */
    series_of: string
    made_at: string
    /** The self-signed request for a place on the city's trust list, and whether the city has it. */
    request: Buffer
    requested: 0 | 1
  }
  /** Papers that bear the office's electronic signature, deflated: a reprint is the same file. */
  signed_sheet: { token_sha256: string; case_id: string; sheet: string; pdf: Buffer; made_at: string }
  unknown_scan: { id: number | null; at: string; source: string; text: string }
  /** What is known of a reader. `used` null: nobody decided, the office opens what is surely a scanner. */
  reader_profile: {
    reader: string
    label: string
    used: 0 | 1 | null
    checked_at: string | null
    findings: string | null
    settings: string
  }
  /** Rule packs as they came, by the hash of their text (`bytes`, empty where it was lost); shipped ones are not here. */
  rule_pack: {
    sha256: string
    pack: string
    pack_version: number
    bytes: Buffer
    source: 'shipped' | 'city' | 'file' | 'office'
    received_at: string
    state: 'ready' | 'needs-approval' | 'too-new'
  }
  /** The population extract of the ward, as the city signed it; one row at most. */
  extract: {
    one: 1
    as_of: string
    sha256: string
    kid: string
    people: number
    imported_at: string
    imported_by: string
  }
  extract_person: {
    id_number: string
    old_id_number: string | null
    full_name: string
    birth_date: string
    sex: 'male' | 'female' | null
    residence: string
    household: string | null
  }
  /** Which rows of batches somebody was shown, and at which version of the case. */
  batch_look: { user: string; case_id: string; version: number; at: string }
  /** The newest list judged for an organisation: JSON of it, deflated; and how its clerk mapped the columns. */
  list_intake: {
    id: string
    organisation: string
    judged: Buffer
    judged_at: string
    judged_by: string
    batch_id: string | null
  }
  list_mapping: { organisation: string; headings: string; mapping: string }
  // Projections: everything below can be rebuilt from `event` (and the keys in `subject_key`).
  /** `scope`: JSON, the categories of a pack an account is limited to; null: none. */
  staff: { user: string; full_name: string; roles: string; disabled: 0 | 1; scope: string | null }
  /** Names of people who sign in at other PCs of the ward only. */
  colleague: { user: string; full_name: string }
  person: {
    id: string
    id_kind: string
    id_number: string
    id_number_reversed: string
    old_id_number: string | null
    full_name: string
    fold: string
    birth_date: string
    sex: 'male' | 'female' | null
    residence: string
    phone: string | null
    /** Order in which people were last registered; newest is highest. */
    recent: number
    /** The Lamport time of the application that said so: what is newer wins, whichever PC heard it first. */
    as_of: number
  }
  /** What people were known by before: numbers, and names as `fold` writes them. */
  person_alias: { person_id: string; kind: 'number' | 'name'; text: string; reversed: string }
  permit_case: {
    id: string
    number: string
    person_id: string
    state: CaseState
    version: number
    category: number
    pack: string
    pack_version: number
    /** The procedure of the pack. */
    procedure: string
    /** JSON; `null` where the record gives nobody a way to go. */
    schedule: string
    zone: string | null
    /** JSON: codes of zones, markets and wards. */
    places: string
    /** The case of the organisation whose list names the applicant. */
    listed_by: string | null
    applicant: string
    details: string
    scan_rule: string | null
    due_at: string
    registered_at: string
    since: string
    reason: string | null
    permit_number: string | null
    token: Buffer | null
    token_sha256: string | null
    sealed_at: string | null
    sealed_by: string | null
    /** The serial of the newest seal. */
    kid: string | null
    series: number | null
    paper_index: number | null
    seal: 'wet' | 'electronic' | null
    stamped_at: string | null
    /** Why the newest paper no longer counts; null while it does. */
    withdrawn: 'withdrawn' | 'lost' | 'issued-in-error' | null
    handed_over_at: string | null
    /** What the city decided, under which number. */
    city_reference: string | null
    /** What was paid out: JSON of the event. */
    payment: string | null
  }
  /** Cases that came in together. `counts`: JSON of the event. */
  notice: {
    id: string
    case_id: string
    kind: NoticeKind
    sheet: string | null
    state: NoticeState
    recipient: string
    subject: string
    text: string
    reason: NoticeFailure | null
    code: number | null
    /** Since it was queued, or since somebody sent it again. */
    tries: number
    queued_at: string
    since: string
    changed_at: string
  }
  batch: {
    id: string
    kind: 'workers' | 'households'
    procedure: string
    pack: string
    pack_version: number
    organisation: string | null
    residential_group: string | null
    fingerprint: string
    previous: string | null
    counts: string
    taken_at: string
    taken_by: string
  }
  /** The place of a case in its batch: row of the list, and JSON of what was flagged. */
  batch_case: { case_id: string; batch_id: string; row: number; flags: string }
  /** Papers of a case that a later seal replaced. */
  replaced_paper: { token_sha256: string; case_id: string; kid: string; series: number; paper_index: number }
  /** Which pack is in force from when: the newest that has begun. */
  pack_activation: {
    seq: number
    sha256: string
    pack: string
    pack_version: number
    from_at: string
    user: string
    rollback: 0 | 1
  }
  /** Administrators' yeses to a pack the city has not signed. */
  pack_approval: { sha256: string; user: string; at: string }
  case_history: {
    case_id: string
    stream: string
    seq: number
    act: string
    user: string
    role: string
    at: string
    note: string | null
    /** Order of the acts of a case, whichever PC wrote them; from 1. */
    place: number
  }
  sheet_print: { case_id: string; sheet: string; copies: number }
  counter: { name: string; last: number }
  alarm: { alarm: string; at: string; count: number; seq: number }
  /** Checks at the gates of the ward; those of other PCs come with the feed. `at` in ms; visits: n in m days. */
  gate_check: {
    id: string
    at: number
    day: string
    place: string
    answer: string
    paper: string | null
    kind: 'permit' | 'market-card' | 'organisation' | null
    visits: number | null
    visit_days: number | null
    differs: 0 | 1
  }
  /** Papers seen at the gates as no single one can be: JSON of the flag; `at` in ms of the last sighting. */
  gate_flag: { paper: string; at: number; flag: string }
  /** The roster; those that left stay for their history. `details`: JSON; the place is null while it has none. */
  household: {
    id: string
    number: number
    state: 'here' | 'left'
    into_id: string | null
    from_id: string | null
    version: number
    details: string
    grp: string
    position: number
    fold: string
    market: string | null
    turn: number | null
    slot: number | null
    since: string
  }
  /** Market cards and the household each is for. `days`: JSON of the only days on which it holds; null: others say. */
  household_card: { case_id: string; household_id: string; days: string | null }
  /**
   * Blank sheets that moved on this PC. A printing has its `sheet`, everything else its `kind`; `serials` and `people`:
   * JSON; `in_hand`: whether what is spoiled is here. `lc` orders it among the counts.
   */
  stock_move: {
    stream: string
    seq: number
    id: string
    lc: number
    at: string
    user: string
    way: StockWay | 'printed' | 'reprinted'
    kind: string | null
    sheet: string | null
    quantity: number
    serials: string
    reason: SpoilReason | null
    in_hand: 0 | 1 | null
    kid: string | null
    series: number | null
    paper_index: number | null
    people: string
    note: string
  }
  /** Every serial that was sealed on this PC. */
  stock_paper: {
    kid: string
    series: number
    paper_index: number
    lc: number
    case_id: string
    number: string
    sealed_at: string
  }
  /** What was counted; `number` once a day was closed with it. `lines`, `papers`, `explanations`: JSON. */
  stock_count: {
    id: string
    lc: number
    at: string
    user: string
    lines: string
    papers: string
    explanations: string
    number: number | null
    closed_at: string | null
    closed_by: string | null
  }
  /** Papers printed one after the other; `ticket`: the spooler's name of what it has. */
  print_job: {
    id: string
    title: string
    batch_id: string | null
    way: 'single' | 'four-up'
    printer: string | null
    state: PrintJobState
    why: PrintTrouble | null
    ticket: string | null
    went_to: string | null
    made_at: string
    user: string
    role: Role
    session: string
  }
  /** `sample`: 0 not asked for, 1 to be scanned back, 2 scanned; `again`: why it is printed once more. */
  print_item: {
    job_id: string
    place: number
    case_id: string
    sheet: string
    token_sha256: string
    label: string
    state: PrintItemState
    tries: number
    again: 'jammed' | null
    sample: 0 | 1 | 2
  }
}
