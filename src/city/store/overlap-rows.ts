import type { PaperKind } from '../../domain/signed-paper.ts'

/** What may stand twice in the city: a list, or a paper of a kind for one person. */
export type OverlapKind = 'list' | PaperKind

/**
 * What one ward has, as far as it takes to find the same in another: `key` is the list's fingerprint, or a digest of the
 * holder's number under a secret of the city. Days count from 1970-01-01; `since` is the day it reached the city. The
 * last three name the paper; null of a list.
 */
export type OverlapRow = {
  readonly ward: string
  readonly subject: string
  readonly kind: OverlapKind
  readonly key: string
  readonly firstDay: number
  readonly lastDay: number
  readonly since: string
  readonly kid: string | null
  readonly series: number | null
  readonly paper: number | null
}

/** An accepted event that is still to be compared; `triedAt` null: nobody has tried yet. */
export type OverlapDue = {
  readonly ward: string
  readonly id: string
  readonly receivedAt: string
  readonly triedAt: string | null
}

/** What is compared between the wards, and what still is to be. */
export type OverlapRows = {
  /** One that is there already stays as it is. */
  addOverlapDue(rows: readonly OverlapDue[]): Promise<void>
  /** Those nobody has tried, or all; the longest waiting first. */
  overlapDue(which: 'untried' | 'all'): Promise<OverlapDue[]>
  saveOverlapTried(row: Pick<OverlapDue, 'ward' | 'id'>, triedAt: string): Promise<void>
  /** Takes one off; false when it was not there any more. */
  takeOverlapDue(row: Pick<OverlapDue, 'ward' | 'id'>): Promise<boolean>
  /** Everything the ward has under this subject, in the place of what was known of it. */
  saveOverlaps(ward: string, subject: string, rows: readonly OverlapRow[]): Promise<void>
  /** What every ward has of a kind under a key with some of these days, papers that were withdrawn left out. */
  overlaps(asked: Pick<OverlapRow, 'kind' | 'key' | 'firstDay' | 'lastDay'>): Promise<OverlapRow[]>
  /** Forgets what ended before a day, and papers that were withdrawn. */
  forgetOverlaps(day: number): Promise<void>
}
