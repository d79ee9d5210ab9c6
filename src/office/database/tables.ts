import type { CaseState } from '../../domain/case.ts'

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
  }
  draft: { id: string; user: string; form: string; fields: string; focus: string | null; updated_at: string }
  issuing_key: {
    kid: string
    user: string
    public_key: Buffer
    salt: Buffer
    wrapped: Buffer
    series: number
    next_index: number
    made_at: string
    /** The self-signed request for a place on the city's trust list, and whether the city has it. */
    request: Buffer
    requested: 0 | 1
  }
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
  // Projections: everything below can be rebuilt from `event` (and the keys in `subject_key`).
  staff: { user: string; full_name: string; roles: string; disabled: 0 | 1 }
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
    schedule: string
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
    handed_over_at: string | null
  }
  case_history: {
    case_id: string
    stream: string
    seq: number
    act: string
    user: string
    role: string
    at: string
    note: string | null
  }
  sheet_print: { case_id: string; sheet: string; copies: number }
  counter: { name: string; last: number }
  alarm: { alarm: string; at: string; count: number; seq: number }
}
