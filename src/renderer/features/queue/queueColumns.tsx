import { Building2, Users } from 'lucide-react'
import { useMemo } from 'react'
import type { QueueItem } from '../../../contract/desk/cases.ts'
import type { Role } from '../../../domain/roles.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { useSession } from '../../app/session.tsx'
import { showInstant } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { DeadlineChip } from '../../ui/DeadlineChip.tsx'
import type { Column } from '../../ui/Table.tsx'
import { holderWords } from '../case/holders.ts'
import { StateChip } from '../case/StateChip.tsx'
import styles from './Queue.module.css'
import type { QueueView } from './QueuePage.tsx'

/**
 * The columns of a queue; a closed case has no deadline and no next act any more. `now` in ms. Where the office has
 * several procedures, which one it is says more than the category. A list of which there is
 * more to read is not sorted by its headings: nobody would know what comes first.
 */
export function useQueueColumns(
  view: QueueView,
  now: number,
  several: boolean,
  isPartial: boolean,
): readonly Column<QueueItem>[] {
  const text = useText()
  const { roles } = useSession().session
  const columns = useMemo(() => {
    const who = whoColumns(text, several)
    const state: Column<QueueItem> = {
      key: 'state',
      label: text.queue.columns.state,
      width: '11.2rem',
      cell: (row) => <StateChip state={row.state} next={row.next} />,
    }
    if (view === 'closed') return [...who, state]
    // In one's own queue the next act says the state already; the room goes to the names.
    if (view === 'mine') return [...who, deadline(text, now), nextAct(text, roles)]
    // The category is on hover and in the filter: beside state and holder two of its words would be left.
    return [...who.filter(({ key }) => key !== 'category'), deadline(text, now), state, holder(text)]
  }, [text, view, now, roles, several])
  return useMemo(() => (isPartial ? columns.map(unsorted) : columns), [columns, isPartial])
}

function unsorted({ sortBy: _sortBy, compare: _compare, ...column }: Column<QueueItem>): Column<QueueItem> {
  return column
}

function whoColumns(text: Texts, several: boolean): readonly Column<QueueItem>[] {
  const { columns } = text.queue
  return [
    {
      key: 'number',
      label: columns.number,
      width: '12.9rem',
      cell: (row) => <span className={styles.figures}>{row.number}</span>,
      sortBy: (row) => row.number,
    },
    {
      key: 'name',
      label: columns.name,
      width: 'minmax(12rem, 1.4fr)',
      cell: (row) => <span className={styles.name}>{row.fullName}</span>,
      compare: (one, other) => compareNames(one.fullName, other.fullName),
    },
    {
      key: 'purpose',
      label: columns.purpose,
      width: 'minmax(9rem, 1.3fr)',
      cell: (row) => <span title={`${row.purpose} · ${row.category}`}>{row.purpose}</span>,
    },
    several
      ? {
          key: 'procedure',
          label: columns.procedure,
          width: 'minmax(8rem, 1.1fr)',
          cell: (row) => <span title={`${row.procedure} · ${row.category}`}>{row.procedure}</span>,
          sortBy: (row) => row.procedure,
        }
      : {
          key: 'category',
          label: columns.category,
          width: 'minmax(6rem, 0.9fr)',
          cell: (row) => <span title={row.category}>{row.category}</span>,
        },
    {
      key: 'received',
      label: columns.received,
      width: '7.4rem',
      cell: (row) => <Received at={Date.parse(row.registeredAt)} />,
      sortBy: (row) => Date.parse(row.registeredAt),
    },
  ]
}

/** Time and day; the year only on hover, nobody waits that long. */
function Received({ at }: { at: number }) {
  const whole = showInstant(at)
  return (
    <span className={styles.muted} title={whole}>
      {whole.slice(0, 'HH:mm dd/mm'.length)}
    </span>
  )
}

function deadline(text: Texts, now: number): Column<QueueItem> {
  return {
    key: 'deadline',
    label: text.queue.columns.deadline,
    width: '13rem',
    cell: (row) => <DeadlineChip due={Date.parse(row.dueAt)} now={now} />,
    sortBy: (row) => Date.parse(row.dueAt),
  }
}

/** Four eyes are only told to those whose role the act is: for the others it is a colleague's anyway. */
function nextAct(text: Texts, roles: readonly Role[]): Column<QueueItem> {
  return {
    key: 'next',
    label: text.queue.columns.next,
    width: 'minmax(14.8rem, 1fr)',
    cell: (row) => {
      if (row.next === 'none') return text.queue.nothingNext
      const isTheirs = row.holders.some((one) => one !== 'city' && roles.includes(one))
      if (!row.blocked || !isTheirs) {
        const words = row.nextLabel ?? text.app.acts[row.next]
        return <span title={words}>{words}</span>
      }
      return (
        <span className={styles.blocked} title={text.queue.blocked}>
          <Users size="1.2em" role="img" aria-label={text.queue.blocked} />
          {text.queue.byColleague}
        </span>
      )
    },
  }
}

/** Whose turn it is; a case the city decides about stands out, since nobody here can do anything. */
function holder(text: Texts): Column<QueueItem> {
  return {
    key: 'holder',
    label: text.queue.columns.holder,
    width: '13.2rem',
    cell: (row) => {
      const words = holderWords(row.holders, text)
      const step = row.nextLabel ?? (row.next === 'none' ? '' : text.app.acts[row.next])
      if (!row.holders.includes('city')) return <span title={step}>{words || text.queue.nothingNext}</span>
      return (
        <span className={styles.city} title={step}>
          <Building2 size="1.2em" aria-hidden /> {words}
        </span>
      )
    },
    sortBy: (row) => holderWords(row.holders, text),
  }
}
