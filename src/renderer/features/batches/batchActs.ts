import type { Batch, BatchRowView } from '../../../contract/desk/batches.ts'
import { endedStates } from '../../../domain/case.ts'

type Offered = Batch['acts'][number]
const onward = ['verify', 'confirm', 'submit', 'approve', 'seal'] as const
type Onward = (typeof onward)[number]
const single = ['refuse', 'return', 'send-back', 'stop'] as const
export type SingleAct = (typeof single)[number]

/** The act that moves the list on and that most of its rows wait for; null where nothing waits for this person. */
export function mainAct({
  acts,
}: Pick<Batch, 'acts'>): (Omit<Offered, 'act'> & { readonly act: Onward }) | null {
  const found = acts.flatMap((offered) => {
    const act = onward.find((one) => one === offered.act)
    return act ? [{ ...offered, act }] : []
  })
  return [...found].sort((one, other) => other.waiting - one.waiting)[0] ?? null
}

/** Acts that are taken on chosen rows, with a reason. */
export function singleActs({ acts }: Pick<Batch, 'acts'>): SingleAct[] {
  return single.filter((act) => acts.some((offered) => offered.act === act))
}

/** Which rows are shown. */
export const rowFilters = [
  { value: 'all', takes: () => true },
  { value: 'check', takes: ({ caseId }, mustSee) => mustSee.has(caseId) },
  { value: 'flagged', takes: ({ flags }) => flags.length > 0 },
  { value: 'stuck', takes: ({ state, withdrawn }) => withdrawn || stuck.has(state) },
] as const satisfies readonly {
  value: string
  takes: (row: BatchRowView, mustSee: ReadonlySet<string>) => boolean
}[]
export type RowFilter = (typeof rowFilters)[number]['value']

const stuck: ReadonlySet<string> = new Set(['returned', ...endedStates])
