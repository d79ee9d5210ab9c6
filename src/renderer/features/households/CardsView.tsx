import { useNavigate, useSearch } from '@tanstack/react-router'
import { IdCard, ListChecks, Plus, Printer } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type BatchSummary, listBatches } from '../../../contract/desk/batches.ts'
import { cardsOfList, printCards, printDeliveryList } from '../../../contract/desk/households.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
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
  const printing = usePrinting(batchId)
  const files = useBookFiles()
  const params = { batchId }
  const read = useRoute(cardsOfList, { params }, ['batches', 'cases', 'households'])
  const print = {
    key: 'Shift+F2',
    label: text.print,
    run: printing.print,
    when: prints && progress.sealed > progress.printed && !printing.pending,
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
          {prints && <ActionButton action={print} icon={Printer} busy={printing.pending} />}
          {make}
        </div>
      </div>
      <ProblemNotice problem={printing.problem ?? files.problem} />
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {read.data ? <CardList batchId={batchId} cards={read.data.cards} /> : <LoadingState />}
    </>
  )
}

function usePrinting(batchId: string) {
  const text = useHouseholdsText().cards
  const locale = useLocale()
  const say = useToast()
  const { run, pending, problem } = useAct(printCards)
  const print = async () => {
    const done = await run({ params: { batchId }, body: { actId: newActId(), printer: null } })
    readAnew(['batches', 'cases', 'households'])
    if (!done) return
    const title = text.printed(figure(locale, done.printed), figure(locale, done.sheets))
    say({ tone: 'success', title, next: text.printedNext })
  }
  return { print, pending, problem }
}
