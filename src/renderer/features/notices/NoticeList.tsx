import { useNavigate } from '@tanstack/react-router'
import { FileText, MailCheck, Printer, Send, SendHorizontal } from 'lucide-react'
import { useState } from 'react'
import {
  listNotices,
  type NoticeItem,
  readCounterList,
  sendNotices,
  settleNotice,
} from '../../../contract/desk/notices.ts'
import type { NoticeWay } from '../../../contract/events/notice-events.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useNoticesText } from '../../text/notices.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { LineNotice } from './LineNotice.tsx'
import styles from './Notices.module.css'
import { NoticeTable, whyOf } from './NoticeTable.tsx'

const shows = ['attention', 'waiting', 'done'] as const
type Show = (typeof shows)[number]

/** Every notice with how it stands, and what somebody may decide about it. */
export function NoticeList() {
  const text = useNoticesText()
  const locale = useLocale()
  const [show, setShow] = useState<Show>('attention')
  const [currentId, setCurrentId] = useState<string | null>(null)
  const read = useRoute(listNotices, { query: { show } }, ['notices', 'cases'], { keep: true })
  const current = read.data?.items.find(({ noticeId }) => noticeId === currentId) ?? null
  const settling = useSettling(current)
  const sending = useSending(read.data?.line.on ?? false)
  const list = usePickUpList(figure(locale, read.data?.onPaper ?? 0))
  useShortcuts([sending.action, list.action, ...settling.actions])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const { counts, items, line } = read.data
  const [again, arrived, paper] = settling.actions
  return (
    <section className={styles.list} aria-label={text.list}>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <>
            <ActionButton action={list.action} icon={FileText} />
            <ActionButton action={sending.action} icon={SendHorizontal} />
          </>
        }
      />
      <LineNotice line={line} />
      <ProblemNotice problem={settling.problem ?? sending.problem ?? list.problem} />
      <FilterTabs
        label={text.list}
        tabs={shows.map((value) => ({ value, label: text.shows[value], count: counts[value] }))}
        value={show}
        onChange={(value) => setShow(shows.find((one) => one === value) ?? 'attention')}
      />
      <NoticeTable
        items={items}
        empty={text.none[show]}
        onCurrent={(item) => setCurrentId(item?.noticeId ?? null)}
      />
      <p className={styles.why}>{current === null ? '' : whyOf(current, text)}</p>
      <footer className={styles.acts}>
        <ActionButton action={again} icon={Send} />
        <ActionButton action={arrived} icon={MailCheck} />
        <ActionButton action={paper} icon={Printer} />
      </footer>
      {settling.asking && (
        <ConfirmDialog
          open
          title={text.againAsk}
          confirmLabel={text.again}
          icon={Send}
          onConfirm={() => settling.settle('again')}
          onClose={settling.cancel}
        >
          {text.againText}
        </ConfirmDialog>
      )}
    </section>
  )
}

/** What may be decided about the row under the cursor; what may have arrived is sent again only after a question. */
function useSettling(current: NoticeItem | null) {
  const text = useNoticesText()
  const say = useToast()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { run, pending, problem } = useAct(settleNotice)
  const settle = async (way: NoticeWay) => {
    setAsking(false)
    if (!current) return
    const { noticeId, caseId } = current
    const done = await run({ params: { noticeId }, body: { actId: newActId(), way } })
    readAnew(['notices'])
    if (!done) return
    const titles = { again: text.againDone, arrived: text.arrivedDone, paper: text.paperDone }
    say({ tone: 'success', title: titles[way] })
    // The letter is printed where its copies are counted.
    if (way === 'paper') void navigate({ to: '/cases/$caseId', params: { caseId } })
  }
  const stands = (...states: readonly NoticeItem['state'][]) =>
    !pending && current !== null && states.includes(current.state)
  const again = () => (current?.state === 'uncertain' ? setAsking(true) : void settle('again'))
  const actions = [
    { key: 'F8', label: text.again, run: again, when: stands('given-up', 'uncertain') },
    { key: 'Shift+F4', label: text.arrived, run: () => void settle('arrived'), when: stands('uncertain') },
    {
      key: 'Shift+F8',
      label: text.paper,
      run: () => void settle('paper'),
      when: stands('given-up', 'uncertain', 'waiting'),
    },
  ] as const
  return { actions, asking, settle, problem, cancel: () => setAsking(false) }
}

function useSending(on: boolean) {
  const text = useNoticesText()
  const say = useToast()
  const { run, pending, problem } = useAct(sendNotices)
  const send = async () => {
    const done = await run({})
    readAnew(['notices'])
    if (done && done.problem === null) say({ tone: 'success', title: text.sentNow })
  }
  return { action: { key: 'F9', label: text.sendNow, run: send, when: on && !pending } as const, problem }
}

function usePickUpList(count: string) {
  const text = useNoticesText()
  const say = useToast()
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async () => {
    const shown = await showPdf(readCounterList.path, () => ask(readCounterList, {}), 'danh-sach-nhan-giay')
    setProblem('problem' in shown ? shown.problem : null)
    if (!('how' in shown)) return
    const children = shown.how === 'window' ? text.opened : text.saved
    say({ tone: 'success', title: text.pickUpOpened, children })
  }
  return { action: { key: 'Shift+F2', label: text.pickUp(count), run } as const, problem }
}
