import type { ListNotice } from '../../../contract/lists/notices.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { NumberedDraft } from './duplicates.ts'

/**
 * Rosters with a row for each person say who is the head: the others are counted into the household above them, whose
 * number of members they are. A roster without that column has a row for each household and stays as it is.
 */
export function byHousehold<Draft extends NumberedDraft>(
  rows: readonly Draft[],
): { readonly rows: readonly Draft[]; readonly notices: readonly ListNotice[] } {
  if (!rows.some(({ values }) => isHead(values.relation))) return { rows, notices: [] }
  const heads: Draft[] = []
  let counted = 0
  let members = 0
  for (const draft of rows) {
    const head = heads.at(-1)
    const isMember = draft.values.relation !== undefined && !isHead(draft.values.relation)
    if (isMember && head) {
      members += 1
      counted += 1
      head.values.members = String(members)
      // What is wrong with the others of the household is no reason to hold back the card.
      continue
    }
    members = 1
    heads.push(draft)
    draft.values.members ??= '1'
  }
  const notices: ListNotice[] = counted > 0 ? [{ code: 'members-counted', data: { count: counted } }] : []
  return { rows: heads, notices }
}

function isHead(relation: string | undefined): boolean {
  return relation !== undefined && /^(?:chu ho|chu|ch)$/.test(fold(relation))
}
