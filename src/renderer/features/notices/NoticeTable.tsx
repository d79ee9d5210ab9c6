import { useNavigate } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { NoticeItem, NoticeState } from '../../../contract/desk/notices.ts'
import { showInstant } from '../../text/figures.ts'
import { type NoticesText, useNoticesText } from '../../text/notices.ts'
import { StatusChip } from '../../ui/Badge.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table, type TableHandle } from '../../ui/Table.tsx'
import type { Tone } from '../../ui/tones.ts'

const tones: Readonly<Record<NoticeState, Tone>> = {
  waiting: 'info',
  sending: 'info',
  sent: 'success',
  'given-up': 'error',
  uncertain: 'warning',
  paper: 'neutral',
}

type Props = {
  items: readonly NoticeItem[]
  empty: string
  onCurrent: (item: NoticeItem | null) => void
}

/** Notices, one a row; Enter opens the case. */
export function NoticeTable({ items, empty, onCurrent }: Props) {
  const text = useNoticesText()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsOf(text), [text])
  const table = useRef<TableHandle>(null)
  // Only when the page opens: a list that fills later takes the cursor from nobody.
  useEffect(() => table.current?.focus(), [])
  return (
    <Table
      ref={table}
      label={text.list}
      rows={items}
      columns={columns}
      rowKey={({ noticeId }) => noticeId}
      onOpen={({ caseId }) => void navigate({ to: '/cases/$caseId', params: { caseId } })}
      onCurrent={onCurrent}
      empty={<EmptyState icon={MailCheck} title={empty} />}
    />
  )
}

function columnsOf(text: NoticesText): readonly Column<NoticeItem>[] {
  const { columns } = text
  return [
    { key: 'case', label: columns.case, width: '12.5rem', cell: ({ caseNumber }) => caseNumber },
    { key: 'kind', label: columns.kind, width: '8.5rem', cell: ({ kind }) => text.kinds[kind] },
    {
      key: 'to',
      label: columns.to,
      width: 'minmax(12rem, 1fr)',
      cell: ({ to }) => <span title={to}>{to}</span>,
    },
    {
      key: 'state',
      label: columns.state,
      width: '10.5rem',
      cell: ({ state }) => <StatusChip tone={tones[state]}>{text.states[state]}</StatusChip>,
    },
    {
      key: 'why',
      label: columns.why,
      width: 'minmax(12rem, 2fr)',
      cell: (item) => <span title={whyOf(item, text)}>{whyOf(item, text)}</span>,
    },
    {
      key: 'changed',
      label: columns.changed,
      width: '10.5rem',
      cell: ({ changedAt }) => showInstant(Date.parse(changedAt)),
      sortBy: ({ changedAt }) => Date.parse(changedAt),
    },
  ]
}

/** Why a notice was not sent, and what to do; nothing where there is nothing to do. */
export function whyOf({ reason, code, state }: NoticeItem, text: NoticesText): string {
  if (reason === null || state === 'sent' || state === 'paper') return ''
  return code === null ? text.reasons[reason] : `${text.code(String(code))}. ${text.reasons[reason]}`
}
