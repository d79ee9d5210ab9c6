import type { Check, CopyFlag } from '../../contract/sync/checks.ts'
import type { PaperKind } from '../../domain/signed-paper.ts'
import type { Answer } from '../../domain/verdict.ts'

/** A code by which devices of checkpoints are let in; only its SHA-256 is kept. */
export type CheckpointCodeRow = { readonly codeHash: string; readonly expiresAt: string }

/** A device that may send checks; only the SHA-256 of its secret is kept. */
export type CheckpointRow = { readonly id: string; readonly secretHash: string; readonly pairedAt: string }

/** A device as operators know it: where and when it was last heard of, and since when nothing of it is taken. */
export type PairedCheckpoint = Pick<CheckpointRow, 'id' | 'pairedAt'> & {
  readonly seenAt: string | null
  readonly place: string | null
  readonly placeWard: string | null
  readonly revokedAt: string | null
}

/**
 * One check as a checkpoint told it. `at` is the device's instant, never later than `receivedAt`; `day` its civil day.
 * The columns of the paper are null until a signature held, and again once `forgetCheckedPapers` has passed.
 */
export type CheckRow = {
  readonly checkpoint: string
  readonly id: string
  readonly at: string
  readonly receivedAt: string
  readonly day: string
  readonly place: string
  readonly placeWard: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly answer: Answer
  readonly reason: string | null
  readonly compared: Check['compared']
  readonly paper: string | null
  readonly paperKind: PaperKind | null
  readonly issuerWard: string | null
  readonly visits: number | null
  readonly visitDays: number | null
}

/** How often an answer was given on a day at a place. */
export type CheckCountRow = Pick<CheckRow, 'day' | 'place' | 'placeWard' | 'answer' | 'compared'> & {
  readonly count: number
}

/** A flag as it is told, with the ward whose paper it is on; `at` and `day` are of the latest sighting. */
export type CopyFlagRow = {
  readonly paper: string
  readonly issuerWard: string
  readonly at: string
  readonly day: string
  readonly flag: CopyFlag
}

/** Whose checks are counted: of papers the ward issued, or made at checkpoints in the ward. */
export type CountedBy = 'issuerWard' | 'placeWard'

/** What a store keeps of checkpoints. */
export type CheckRows = {
  checkpointCode(codeHash: string): Promise<CheckpointCodeRow | null>
  saveCheckpointCode(row: CheckpointCodeRow): Promise<void>
  /** The device with this secret, unless it was revoked. */
  checkpoint(secretHash: string): Promise<CheckpointRow | null>
  addCheckpoint(row: CheckpointRow): Promise<void>
  /** Every device that was ever paired, those heard of last first. */
  checkpoints(): Promise<PairedCheckpoint[]>
  /** Notes where and when a device was heard of. */
  saveSeen(
    id: string,
    seen: { readonly at: string; readonly place: string; readonly placeWard: string | null },
  ): Promise<void>
  /** From now on nothing of the device is taken; an earlier instant stays. */
  revokeCheckpoint(id: string, at: string): Promise<void>
  /**
   * Keeps checks; one that its checkpoint has sent before stays as it is, but for a comparison that was made since.
   * Resolves to how many were new.
   */
  keepChecks(rows: readonly CheckRow[]): Promise<number>
  /** Counts from a civil day on, by day and place. */
  checkCounts(by: CountedBy, ward: string, since: string): Promise<CheckCountRow[]>
  /** Checks of one paper from a day on, oldest first, at most `limit` (the latest of them). */
  checksOfPaper(paper: string, since: string, limit: number): Promise<CheckRow[]>
  /** Puts flags in the place of those that the paper has from a day on. */
  replaceFlags(paper: string, since: string, flags: readonly CopyFlagRow[]): Promise<void>
  /** Flags on the ward's papers from a day on, newest first, at most `limit`. */
  copyFlags(issuerWard: string, since: string, limit: number): Promise<CopyFlag[]>
  /** Checks before a day no longer say which paper they saw, and flags before it are gone; the counts stay. */
  forgetCheckedPapers(before: string): Promise<void>
}
