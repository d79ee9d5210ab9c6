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

/** A key that may sign papers, as the trust list will say it. `publicKey` hex; days since 1970-01-01. */
export type IssuerRow = {
  readonly publicKey: string
  readonly ward: string
  readonly name: string
  readonly kinds: number
  readonly firstDay: number
  readonly lastDay: number
  readonly withdrawnDay: number | null
  readonly withdrawnReason: 1 | 2 | null
}

export type WithdrawnRow = {
  readonly kid: string
  readonly series: number
  readonly index: number
  readonly reason: RevocationReason
}

/** A published binary list: its number and its bytes. */
export type ListRow = {
  readonly name: 'trust' | 'revocations'
  readonly seq: number
  readonly bytes: Uint8Array
}
