import type { OperatorRole } from '../../contract/sync/operator.ts'
import type { EventProblem } from '../../contract/sync/problem.ts'
import type { ResultStatus } from '../../contract/sync/push.ts'
import type { CaseState, EarlierAct } from '../../domain/case.ts'
import type { RevocationReason } from '../../office/token/types.ts'

/** Instants are ISO 8601 UTC texts of the server's clock throughout. */
export type WardRow = { readonly code: string; readonly name: string }

export type DeviceRow = {
  readonly id: string
  readonly ward: string
  readonly letters: string
  /** DER SubjectPublicKeyInfo, base64url. */
  readonly spki: string
  readonly state: 'active' | 'suspended' | 'revoked'
  readonly appVersion: string
  readonly enrolledAt: string
}

/** Only the SHA-256 of a code is kept. `usedBy` is the device that used it. */
export type EnrolmentRow = {
  readonly codeHash: string
  readonly ward: string
  readonly expiresAt: string
  readonly usedBy: string | null
}

/** `opening` is the opening record as sent; a head of 0 carries its hash. */
export type StreamRow = {
  readonly id: string
  readonly ward: string
  readonly device: string
  readonly opening: string
  readonly headSeq: number
  readonly headHash: string
  readonly state: 'open' | 'closed'
  readonly lastReceipt: string | null
}

/**
 * A stored line, byte for byte, and the verdict on it as of now. `pos` null: it stands beside the feed (a repeated or
 * clashing id); then `repeats` is the position of the event it repeats, where that is known.
 */
export type LineRow = {
  readonly ward: string
  readonly stream: string
  readonly seq: number
  readonly hash: string
  readonly id: string | null
  readonly subject: string | null
  readonly line: string
  readonly receivedAt: string
  readonly status: ResultStatus
  readonly problem: EventProblem | null
  readonly pos: number | null
  readonly repeats: number | null
}

/** One feed position. `status` is what was decided then and never changes; a later verdict takes a new position. */
export type FeedRow = {
  readonly ward: string
  readonly pos: number
  readonly kind: 'line' | 'verdict'
  readonly stream: string
  readonly seq: number
  readonly at: string
  readonly status: Exclude<ResultStatus, 'duplicate'>
  readonly problem: EventProblem | null
}

/** A feed position with its line's hash and bytes. */
export type FeedLine = FeedRow & { readonly hash: string; readonly line: string }

/**
 * What the city knows of a case: enough to judge the next act, nothing personal. `refusedTop` is the highest version
 * a refused event would have made, so that an event built on it can be told from one that came early.
 */
export type SubjectRow = {
  readonly ward: string
  readonly subject: string
  readonly version: number
  readonly refusedTop: number
  readonly state: CaseState | null
  /** Who did what so far, for four eyes; each pair once. */
  readonly earlier: readonly EarlierAct[]
}

/** A subject's key as it came: still sealed. */
export type SubjectKeyRow = {
  readonly ward: string
  readonly subject: string
  readonly sha256: string
  readonly to: string
  readonly sealed: string
}

/**
 * A key that may sign papers, as the trust list will say it once it is confirmed. `publicKey` hex; days since
 * 1970-01-01. `confirmedAt` null: nobody has compared its fingerprint by telephone yet.
 */
export type IssuerRow = {
  readonly publicKey: string
  readonly ward: string
  readonly name: string
  readonly kinds: number
  readonly firstDay: number
  readonly lastDay: number
  readonly withdrawnDay: number | null
  readonly withdrawnReason: 1 | 2 | null
  readonly requestedAt: string
  readonly confirmedAt: string | null
}

/**
 * Papers of one series that no longer count: `count` of them from index `first` on; `count` 0: the whole series.
 * `ward` is whoever said so ('00000': the city). `lastDay`: after it they need no list any more; null: never.
 */
export type WithdrawalRow = {
  readonly ward: string
  readonly kid: string
  readonly series: number
  readonly first: number
  readonly count: number
  readonly reason: Exclude<RevocationReason, 5>
  readonly lastDay: number | null
}

/** A published binary list: its number and its bytes. */
export type ListRow = {
  readonly name: 'trust' | 'revocations'
  readonly seq: number
  readonly bytes: Uint8Array
}

/**
 * A case that a ward has put before the city; `submission` is the id of the event that did, `lc` its Lamport counter.
 * `left`: it went another way before the city had decided. `line`: hash of the city's line with the decision.
 */
export type CityCaseRow = {
  readonly ward: string
  readonly submission: string
  readonly subject: string
  readonly lc: number
  readonly submittedAt: string
  readonly state: 'waiting' | 'decided' | 'left'
  readonly decision: 'approved' | 'refused' | null
  readonly reference: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly line: string | null
}

/** A published rule pack; `sha256` is that of the envelope's bytes, base64url. `forAll`: of wards to come, too. */
export type PackRow = {
  readonly sha256: string
  readonly id: string
  readonly version: number
  readonly effectiveFrom: string
  readonly forAll: boolean
  readonly publishedAt: string
  readonly envelope: Uint8Array
}

/** Somebody who works at the city; only the SHA-256 of the secret is kept, base64url. */
export type OperatorRow = {
  readonly name: string
  readonly fullName: string
  readonly role: OperatorRole
  readonly secretHash: string
  readonly state: 'active' | 'disabled'
}

/** What was done at the city and by whom; `detail` is JSON text without personal data. `hash` binds the row before. */
export type AuditRow = {
  readonly seq: number
  readonly at: string
  readonly operator: string
  readonly act: string
  readonly detail: string
  readonly hash: string
}
