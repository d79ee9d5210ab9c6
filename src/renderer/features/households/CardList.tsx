import { IdCard } from 'lucide-react'
import { useState } from 'react'
import { type CardsOfList, handOutCard } from '../../../contract/desk/market-days.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import type { Problem } from '../../../contract/refusals.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useScans } from '../../app/scans.tsx'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { playTone } from '../verify/tones.ts'
import { cardState } from './cardState.ts'
import { GoneCards } from './GoneCards.tsx'
import styles from './Households.module.css'
import { useKeeper } from './useKeeper.ts'

type Card = CardsOfList['cards'][number]
type Handed = RouteAnswer<typeof handOutCard>

const tones = {
  waiting: 'neutral',
  sealed: 'info',
  printed: 'info',
  stamped: 'warning',
  handed: 'success',
  ended: 'error',
  gone: 'error',
} as const

/** The cards of a list with how far each is; a scan on this page hands one out. */
export function CardList({ batchId, cards }: { batchId: string; cards: CardsOfList['cards'] }) {
  const text = useHouseholdsText().cards
  const [onlyMissing, setOnlyMissing] = useState(false)
  const { last, problem, refuse } = useHandOut(batchId)
  const columns = useCardColumns()
  const shown = onlyMissing ? cards.filter(({ handedOverAt }) => handedOverAt === null) : cards
  return (
    <>
      <div className={styles.filters}>
        <Missing cards={cards} />
        <Checkbox
          name="missing"
          label={text.onlyMissing}
          checked={onlyMissing}
          onChange={(event) => setOnlyMissing(event.currentTarget.checked)}
        />
      </div>
      <GoneCards batchId={batchId} cards={cards} />
      <ProblemNotice problem={problem} onDismiss={() => refuse(null)} />
      {last && <Done handed={last} />}
      <Table
        className={styles.table}
        label={text.list}
        rows={shown}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        empty={<EmptyState icon={IdCard} title={text.allHanded} />}
      />
    </>
  )
}

/** Who is still without a card that is ready, or that there is nobody. */
function Missing({ cards }: { cards: readonly Card[] }) {
  const text = useHouseholdsText().cards
  const locale = useLocale()
  const states = cards.map(cardState)
  const missing = states.filter((state) => state !== 'handed' && state !== 'ended' && state !== 'gone').length
  return (
    <>
      <StatusChip tone={missing > 0 ? 'info' : 'success'}>
        {missing > 0 ? text.missing(figure(locale, missing)) : text.allHanded}
      </StatusChip>
      {states.includes('stamped') && <span className={styles.muted}>{text.handOut}</span>}
    </>
  )
}

function useHandOut(batchId: string) {
  const keeps = useKeeper()
  const [last, setLast] = useState<Handed | null>(null)
  const [problem, refuse] = useState<Problem | null>(null)
  const take = async ({ text }: Scan) => {
    if (text === null || !keeps) return
    const { answer, problem: refused } = await ask(handOutCard, {
      params: { batchId },
      body: { actId: newActId(), scannedText: text.slice(0, 1500) },
    })
    refuse(refused)
    setLast(answer)
    playTone(answer ? (answer.outcome === 'handed-over' ? 'good' : 'doubt') : 'bad')
    readAnew(['households', 'batches'])
  }
  useScans((scan) => void take(scan))
  return { last, problem, refuse }
}

function Done({ handed: { outcome, number, head, missing } }: { handed: Handed }) {
  const text = useHouseholdsText().cards
  const locale = useLocale()
  const isNew = outcome === 'handed-over'
  return (
    <Notice
      live="status"
      tone={isNew ? 'success' : 'info'}
      title={(isNew ? text.handed : text.already)(figure(locale, number), head)}
    >
      {missing > 0 ? text.missing(figure(locale, missing)) : text.allHanded}
    </Notice>
  )
}

function useCardColumns(): readonly Column<Card>[] {
  const text = useHouseholdsText().cards
  const { columns } = text
  return [
    { key: 'number', label: columns.number, width: '4.5rem', align: 'end', cell: ({ number }) => number },
    {
      key: 'head',
      label: columns.head,
      width: 'minmax(9rem, 1fr)',
      cell: ({ head }) => <span className={styles.name}>{head}</span>,
    },
    {
      key: 'address',
      label: columns.address,
      width: 'minmax(10rem, 1.5fr)',
      cell: ({ address }) => address,
    },
    {
      key: 'place',
      label: columns.place,
      width: '9rem',
      cell: ({ group, stairwell }) => (stairwell ? `${group}, ${stairwell}` : group),
    },
    {
      key: 'permit',
      label: columns.permit,
      width: '12rem',
      cell: ({ permitNumber }) => <span className={styles.figures}>{permitNumber ?? ''}</span>,
    },
    {
      key: 'state',
      label: columns.state,
      width: '13.5rem',
      cell: (card) => <StatusChip tone={tones[cardState(card)]}>{text.states[cardState(card)]}</StatusChip>,
    },
  ]
}
