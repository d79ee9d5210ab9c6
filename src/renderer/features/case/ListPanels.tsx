import type { Case } from '../../../contract/desk/cases.ts'
import { answerOf, cellOf } from '../../../contract/policy/form.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './CasePage.module.css'
import { procedureOfCase } from './packRules.ts'
import { usePackOf } from './usePackOf.ts'

/** The tables of an application (a list of workers), row by row: whoever confirms or signs them has to see them. */
export function ListPanels({ subject }: { subject: Case }) {
  const locale = useLocale()
  const procedure = procedureOfCase(usePackOf(subject).pack, subject)
  return (procedure?.fields ?? []).map(({ id, label, columns = [] }) => {
    const rows = answerOf(subject.details, id)
    if (!Array.isArray(rows) || rows.length === 0) return null
    return (
      <Panel key={id} title={label} mark={<Badge>{figure(locale, rows.length)}</Badge>}>
        {/* Scrolls by itself, so it takes the keyboard too. */}
        <div className={styles.list} role="region" aria-label={label} tabIndex={0}>
          <table className={styles.listTable}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.id} scope="col">
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // Rows have no name of their own and never change places here.
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column.id}>{cellOf(row, column.id)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    )
  })
}
