import type { CaseState } from '../../../domain/case.ts'
import type { NoticeState } from '../../../contract/desk/notices.ts'
import type { NoticeFailure, NoticeKind } from '../../../contract/events/notice-events.ts'

/** People, cases and everything else the projection makes of the journal; all of it comes back by replaying. */
export type CaseTables = {
  /** `scope`: JSON, the limits of an account pack by pack; null: none. */
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
    /** The list no longer names them, and somebody asked for the paper: JSON of a `RemovalAsked`. */
    removal: string | null
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
    /** The card's visits were used up, and nobody let its holder in. */
    used_up: 0 | 1
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
}
