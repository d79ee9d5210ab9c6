import type { KindNow, Stock } from '../../../contract/desk/stock.ts'
import { figure } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { useLocale } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Stock.module.css'

const figures = [
  'opening',
  'received',
  'printed',
  'reprinted',
  'spoiled',
  'givenOut',
  'handedBack',
  'expected',
  'waste',
] as const

const paperMarks = [
  'sealed',
  'waiting',
  'stamped',
  'unprinted',
  'handedOver',
  'replaced',
  'withdrawn',
  'givenBack',
  'earlier',
] as const

/** Each kind of sheet with what happened to it, and where the sealed papers are. */
export function TodayView({ stock }: { stock: Stock }) {
  const text = useStockText()
  const locale = useLocale()
  return (
    <div className={styles.today}>
      <Panel>
        <div className={styles.scroll}>
          <table className={styles.account}>
            <thead>
              <tr>
                <th scope="col">{text.columns.kind}</th>
                {figures.map((key) => (
                  <th key={key} scope="col">
                    {text.columns[key]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stock.kinds.map((kind) => (
                <KindRow key={kind.kind} kind={kind} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={text.papers.title}>
        <dl className={styles.marks}>
          {paperMarks.map((key) => (
            <div key={key}>
              <dt>{text.papers[key]}</dt>
              <dd>{figure(locale, stock.papers[key])}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  )
}

function KindRow({ kind }: { kind: KindNow }) {
  const text = useStockText()
  const locale = useLocale()
  return (
    <tr>
      <th scope="row">
        {kind.name}
        <span className={styles.muted}>
          {kind.numbered ? `${text.held}: ${kind.held || '–'}` : text.noSerials}
        </span>
      </th>
      {figures.map((key) => (
        <td key={key} className={key === 'expected' ? styles.strong : undefined}>
          {figure(locale, kind[key])}
        </td>
      ))}
    </tr>
  )
}
