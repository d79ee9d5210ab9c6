import { Files } from 'lucide-react'
import type { Stock } from '../../../contract/desk/stock.ts'
import { figure } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { useLocale } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { openPapers } from './openPapers.ts'
import styles from './Stock.module.css'

/** A PC that keeps no account: what was printed today, and how to begin. */
export function Unset({ stock }: { stock: Stock }) {
  const { accounts, printedToday, papers } = stock
  const text = useStockText().unset
  const locale = useLocale()
  return (
    <>
      <EmptyState icon={Files} title={accounts === 'off' ? text.off : text.title}>
        {text.text}
      </EmptyState>
      <Panel title={text.printed}>
        {printedToday.length === 0 && <p>{text.nothing}</p>}
        <dl className={styles.marks}>
          {printedToday.map(({ title, copies }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{figure(locale, copies)}</dd>
            </div>
          ))}
        </dl>
        <p>{text.papers(figure(locale, papers.sealed), figure(locale, openPapers(stock)))}</p>
      </Panel>
    </>
  )
}
