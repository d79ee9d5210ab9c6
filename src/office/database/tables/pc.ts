/** What this PC keeps for itself: no line of the journal makes it, and replaying does not bring it back. */
export type PcTables = {
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
}
