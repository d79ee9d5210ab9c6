import { createHash } from 'node:crypto'
import type { FlaggedPaper } from '../../../contract/desk/checks.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'

/** The cases of this office that papers belong to, by digest. Papers that a later one replaced are theirs too. */
export function casesOfPapers(
  desk: Desk,
  papers: ReadonlySet<string>,
): ReadonlyMap<string, NonNullable<FlaggedPaper['case']>> {
  const found = new Map<string, NonNullable<FlaggedPaper['case']>>()
  if (papers.size === 0) return found
  for (const { paper, caseId } of serials(desk)) {
    const digest = paperDigest(paper)
    if (!papers.has(digest)) continue
    const about = caseOf(desk, caseId)
    if (about) found.set(digest, about)
    if (found.size === papers.size) break
  }
  return found
}

type Serial = { readonly kid: string; readonly series: number; readonly index: number }

function* serials(desk: Desk): Iterable<{ paper: Serial; caseId: string }> {
  const newest = sql
    .selectFrom('permit_case')
    .select(['id', 'kid', 'series', 'paper_index'])
    .where('kid', 'is not', null)
  for (const { id, kid, series, paper_index } of desk.store.all(newest))
    if (kid !== null && series !== null && paper_index !== null)
      yield { paper: { kid, series, index: paper_index }, caseId: id }
  const replaced = sql.selectFrom('replaced_paper').select(['case_id', 'kid', 'series', 'paper_index'])
  for (const { case_id, kid, series, paper_index } of desk.store.all(replaced))
    yield { paper: { kid, series, index: paper_index }, caseId: case_id }
}

/** The same as token/paper-digest.ts, by the quicker hash of Node: a ward has ten thousands of papers. */
function paperDigest({ kid, series, index }: Serial): string {
  return createHash('sha256').update(`${kid}:${series}:${index}`).digest('hex').slice(0, 32)
}

function caseOf(desk: Desk, caseId: string): FlaggedPaper['case'] {
  const row = desk.store.first(
    sql.selectFrom('permit_case').select(['permit_number', 'withdrawn']).where('id', '=', caseId),
  )
  return row ? { caseId, permitNumber: row.permit_number, withdrawn: row.withdrawn !== null } : null
}
