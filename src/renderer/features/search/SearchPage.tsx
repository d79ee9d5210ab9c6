import { useNavigate } from '@tanstack/react-router'
import { SearchX, UserSearch } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type PersonHit, searchPeople } from '../../../contract/desk/people.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { Table, type TableHandle } from '../../ui/Table.tsx'
import { PersonPanel } from './PersonPanel.tsx'
import styles from './Search.module.css'
import { useSearchColumns } from './searchColumns.tsx'
import { useSearchScans } from './useSearchScans.ts'

const most = 50
const pauseMs = 120

/**
 * Everyone ever registered, as one types. What is searched for stays in the page: it is a name or a number of a
 * person and belongs in no address.
 */
export function SearchPage() {
  const text = useText().search
  const [query, setQuery] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const table = useRef<TableHandle>(null)
  const focusBox = () => box.current?.select()
  useShortcuts([{ key: 'F3', label: text.title, run: focusBox }])
  useEffect(() => box.current?.focus(), [])
  useSearchScans((number) => {
    if (!box.current) return
    box.current.value = number
    box.current.dispatchEvent(new Event('input', { bubbles: true }))
  })
  return (
    <>
      <PageHeader title={text.title} note={text.note} />
      <Results
        query={query}
        table={table}
        box={
          <SearchBox
            ref={box}
            label={text.box}
            pauseMs={pauseMs}
            shortcut="F3"
            className={styles.box}
            onSearch={setQuery}
            onLeaveDown={() => table.current?.focus()}
          />
        }
      />
    </>
  )
}

type ResultsProps = {
  query: string
  table: RefObject<TableHandle | null>
  box: ReactNode
}

function Results({ query, table, box }: ResultsProps) {
  const asked = query !== ''
  const read = useRoute(searchPeople, { body: { text: query, limit: most } }, ['people', 'cases'], {
    enabled: asked,
    keep: true,
  })
  const hits = asked ? read.data?.hits : undefined
  return (
    <>
      <div className={styles.row}>
        {box}
        <Count found={hits?.length} />
      </div>
      {!asked && <WhatCanBeFound />}
      {asked && read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {hits && !read.isError && <Found hits={hits} query={query} table={table} />}
    </>
  )
}

function Count({ found }: { found: number | undefined }) {
  const text = useText().search
  const locale = useLocale()
  const words = (count: number) => (count === most ? text.foundMany : text.found)(figure(locale, count))
  return (
    <span role="status" className={styles.count}>
      {found !== undefined && words(found)}
    </span>
  )
}

function Found({ hits, query, table }: { hits: readonly PersonHit[] } & Omit<ResultsProps, 'box'>) {
  const text = useText().search
  const navigate = useNavigate()
  const columns = useSearchColumns(query)
  const [current, setCurrent] = useState<string | null>(null)
  const shown = hits.find((hit) => hit.personId === current) ?? hits[0]
  const open = ({ lastCase }: PersonHit) => {
    if (lastCase) void navigate({ to: '/cases/$caseId', params: { caseId: lastCase.caseId } })
  }
  return (
    <div className={styles.page}>
      <Table
        ref={table}
        className={styles.list}
        label={text.results}
        rows={hits}
        columns={columns}
        rowKey={(row) => row.personId}
        onOpen={open}
        onCurrent={(row) => setCurrent(row?.personId ?? null)}
        empty={
          <EmptyState icon={SearchX} title={text.noneTitle}>
            {text.noneText}
          </EmptyState>
        }
      />
      <PersonPanel personId={shown?.personId ?? null} />
    </div>
  )
}

function WhatCanBeFound() {
  const text = useText().search
  const hints = [text.startNames, text.startNumbers, text.startPhone, text.startCases, text.startScan]
  return (
    <div className={styles.start}>
      <EmptyState icon={UserSearch} title={text.startTitle}>
        <ul className={styles.hints}>
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </EmptyState>
    </div>
  )
}
