import { useMemo } from 'react'
import type { HubState } from '../../../contract/desk/hub.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { type HubText, useHubText } from '../../text/hub.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Hub.module.css'

type Pc = NonNullable<HubState['serving']>['pcs'][number]

/** The PCs that send through this hub, and what waits here for each. */
export function PcsTable({ pcs }: { pcs: readonly Pc[] }) {
  const text = useHubText()
  const locale = useLocale()
  const columns = useMemo(() => columnsOf(text, locale), [text, locale])
  return (
    <Panel title={text.serving.pcs} className={styles.wide ?? ''}>
      {pcs.length === 0 ? (
        <p className={styles.muted}>
          {text.serving.pcsNone}. {text.serving.pcsNoneText}
        </p>
      ) : (
        <Table
          label={text.serving.pcs}
          rows={pcs}
          columns={columns}
          rowKey={({ device }) => device}
          className={styles.table ?? ''}
        />
      )}
    </Panel>
  )
}

function columnsOf({ serving: text, never }: HubText, locale: Locale): readonly Column<Pc>[] {
  const { columns } = text
  const time = (at: string | null) => (at === null ? never : showInstant(Date.parse(at)))
  return [
    {
      key: 'pc',
      label: columns.pc,
      width: '8rem',
      cell: ({ letters, device }) => text.pc(letters === '' ? device.slice(0, 8) : letters),
    },
    { key: 'seen', label: columns.seen, width: '12rem', cell: ({ lastSeenAt }) => time(lastSeenAt) },
    {
      key: 'waiting',
      label: columns.waiting,
      width: '12rem',
      cell: ({ waiting, bytes }) =>
        text.bundles(figure(locale, waiting), figure(locale, Math.ceil(bytes / 1024))),
    },
    {
      key: 'oldest',
      label: columns.oldest,
      width: 'minmax(12rem, 1fr)',
      cell: ({ oldestAt }) => (oldestAt === null ? '—' : time(oldestAt)),
    },
    {
      key: 'answers',
      label: columns.answers,
      width: '12rem',
      cell: ({ answers }) => figure(locale, answers),
    },
  ]
}
