import { useNavigate, useSearch } from '@tanstack/react-router'
import { IdCard, ListChecks, Plus, Printer } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type BatchSummary, listBatches } from '../../../contract/desk/batches.ts'
import { cardsOfList, printDeliveryList } from '../../../contract/desk/market-days.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { showInstant } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useStartPrinting } from '../printing/useStartPrinting.tsx'
import { useBookFiles } from '../reports/useBookFiles.ts'
import { CardList } from './CardList.tsx'
import styles from './Households.module.css'
import { MakeCardsDialog } from './MakeCardsDialog.tsx'
import { useKeeper } from './useKeeper.ts'

/** The cards of a period, from their making to the household's hand. */
export function CardsView() {
  const text = useHouseholdsText().cards
  const keeps = useKeeper()
  const search = useSearch({ from: '/households' })
  const navigate = useNavigate()
  const [makes, setMakes] = useState(false)
  const read = useRoute(listBatches, { query: {} }, ['batches', 'cases'])
  const show = (list: string) =>
    void navigate({ to: '/households', search: { view: 'cards', list }, replace: true })
  const make = { key: 'Insert', label: text.make, run: () => setMakes(true), when: keeps } as const
  useShortcuts([make])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const lists = read.data.batches.filter(({ kind }) => kind === 'households')
  const shown = lists.find(({ batchId }) => batchId === search.list) ?? lists[0]
  const button = keeps && <ActionButton action={make} variant="primary" icon={Plus} />
  return (
    <>
      {shown ? (
        <List key={shown.batchId} list={shown} lists={lists} onShow={show} make={button} />
      ) : (
        <EmptyState icon={IdCard} title={text.none} action={button}>
          {text.noneText}
        </EmptyState>
      )}
      <MakeCardsDialog open={makes} onClose={() => setMakes(false)} onMade={show} />
    </>
  )
}

type ListProps = {
  list: BatchSummary
  lists: readonly BatchSummary[]
  onShow: (list: string) => void
  make: ReactNode
}

function List({ list, lists, onShow, make }: ListProps) {
  const text = useHouseholdsText().cards
  const navigate = useNavigate()
  const { roles } = useSession().session
  const prints = roles.includes('clerk') || roles.includes('ward-police')
  const { batchId, progress } = list
  const printing = useStartPrinting(batchId)
  const files = useBookFiles()
  const params = { batchId }
  const read = useRoute(cardsOfList, { params }, ['batches', 'cases', 'households'])
  const print = {
    key: 'Shift+F2',
    label: text.print,
    run: printing.start,
    when: prints && progress.sealed > progress.printed,
  } as const
  const deliver = {
    key: 'F5',
    label: text.delivery,
    when: progress.sealed > 0 && !files.busy,
    run: () =>
      files.print({
        address: printDeliveryList.path.replace('{batchId}', batchId),
        read: () => ask(printDeliveryList, { params }),
        name: 'danh-sach-giao-the',
      }),
  } as const
  useShortcuts([print, deliver])
  return (
    <>
      <div className={styles.filters}>
        <Select
          label={text.sheet}
          labelHidden
          className={styles.search}
          placeholder={false}
          defaultValue={batchId}
          options={lists.map((one) => ({
            value: one.batchId,
            label: text.of(one.name, showInstant(Date.parse(one.takenAt))),
          }))}
          onChange={(event) => onShow(event.currentTarget.value)}
        />
        <Button icon={ListChecks} onClick={() => void navigate({ to: `/batches/${batchId}` })}>
          {text.open}
        </Button>
        <div className={styles.actions}>
          <ActionButton action={deliver} busy={files.busy} />
          {prints && <ActionButton action={print} icon={Printer} />}
          {make}
        </div>
      </div>
      <ProblemNotice problem={files.problem} />
      {printing.dialog}
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {read.data ? <CardList batchId={batchId} cards={read.data.cards} /> : <LoadingState />}
    </>
  )
}
