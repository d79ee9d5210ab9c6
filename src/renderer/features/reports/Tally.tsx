import type { ReactNode } from 'react'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Reports.module.css'

/** One line of a count. */
export type TallyRow = {
  readonly label: string
  readonly count: number
  /** A second figure, as it is read. */
  readonly aside?: string
  readonly mark?: ReactNode
}

type Props = {
  title: string
  rows: readonly TallyRow[]
  /** Shows how the counts compare. */
  shares?: boolean
}

/** A small table of counts; nothing where there is nothing to count. */
export function Tally({ title, rows, shares = false }: Props) {
  const locale = useLocale()
  if (rows.length === 0) return null
  const most = Math.max(...rows.map(({ count }) => count), 1)
  return (
    <Panel title={title}>
      <table aria-label={title} className={styles.tally}>
        <tbody>
          {rows.map(({ label, count, aside, mark }) => (
            <tr key={label}>
              <th scope="row">
                {label} {mark}
                {shares && (
                  <div className={styles.share} style={{ width: `${Math.round((count / most) * 100)}%` }} />
                )}
              </th>
              <td>{figure(locale, count)}</td>
              {aside !== undefined && <td>{aside}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
