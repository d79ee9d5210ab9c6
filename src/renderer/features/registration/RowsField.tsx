import { Plus, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { maxRows } from '../../../contract/events.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { newActId } from '../../app/actId.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { type FieldFrame, FieldSet } from '../../ui/Field.tsx'
import inputs from '../../ui/inputs.module.css'
import { pastedCells, readRows, rowsText } from './answers.ts'
import { type FieldName, valueOf } from './fields.ts'
import styles from './RowsField.module.css'
import type { ApplicationForm } from './useApplicationForm.ts'

type Props = { form: ApplicationForm; field: PackField; name: FieldName; frame: FieldFrame }
type Row = { readonly key: string; readonly cells: readonly string[] }

/**
 * A small table of a form. The last row is always empty, for the next one; arrows up and down change rows; a part of a
 * spreadsheet is pasted from the cell the cursor is in.
 */
export function RowsField({ form, field, name, frame }: Props) {
  const text = useText().registration.rows
  const locale = useLocale()
  const table = useRef<HTMLTableElement>(null)
  const { rows, cut, write, put, remove, add } = useRows(form, field, name)
  const columns = field.columns ?? []
  const focus = (row: number, column: number) =>
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row}-${column}"]`)?.focus()

  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    focus(row + (event.key === 'ArrowDown' ? 1 : -1), column)
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, row: number, column: number) => {
    const cells = pastedCells(field, event.clipboardData.getData('text/plain'))
    if (cells === null) return
    event.preventDefault()
    flushSync(() => put(row, column, cells))
    focus(row + cells.length, column)
  }
  const count = text.count(figure(locale, rows.filter(isFilled).length))
  return (
    <FieldSet {...frame} hint={frame.hint ?? `${count} · ${text.hint}`}>
      <div className={styles.frame} data-field={name}>
        <table ref={table} className={styles.table} aria-label={frame.label}>
          <thead>
            <tr>
              {columns.map(({ id, label, required }) => (
                <th key={id} scope="col">
                  {label}
                  {required && <span aria-hidden> *</span>}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }, row) => (
              <tr key={key}>
                {columns.map(({ id, label }, column) => (
                  <td key={id}>
                    <input
                      aria-label={text.cell(label, row + 1)}
                      data-cell={`${row}-${column}`}
                      className={classes(inputs.box, styles.cell)}
                      defaultValue={cells[column] ?? ''}
                      autoComplete="off"
                      spellCheck={false}
                      onKeyDown={(event) => onKeyDown(event, row, column)}
                      onPaste={(event) => onPaste(event, row, column)}
                      onBlur={(event) => {
                        event.currentTarget.value = tidy(event.currentTarget.value)
                        write(row, column, event.currentTarget.value)
                      }}
                    />
                  </td>
                ))}
                <td>
                  <IconButton
                    icon={X}
                    label={text.remove(row + 1)}
                    disabled={!isFilled({ key, cells })}
                    onClick={() => {
                      flushSync(() => remove(row))
                      focus(Math.min(row, rows.length - 2), 0)
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cut > 0 && <p role="alert">{text.cut(figure(locale, cut))}</p>}
      <Button
        variant="quiet"
        icon={Plus}
        className={styles.add}
        disabled={rows.length >= maxRows}
        onClick={() => {
          flushSync(add)
          focus(
            rows.findIndex((row) => !isFilled(row)),
            0,
          )
        }}
      >
        {rows.length >= maxRows ? text.full(figure(locale, maxRows)) : text.add}
      </Button>
    </FieldSet>
  )
}

function isFilled({ cells }: Row): boolean {
  return cells.some((cell) => cell !== '')
}

function fresh(cells: readonly string[]): Row {
  return { key: newActId(), cells }
}

/** The rows as they stand; every change is told to the form. `cut` is how many pasted rows found no room. */
function useRows(form: ApplicationForm, field: PackField, name: FieldName) {
  const width = field.columns?.length ?? 0
  const blank = () => fresh(Array.from({ length: width }, () => ''))
  const withBlank = (rows: readonly Row[]) => {
    const last = rows.at(-1)
    return rows.length < maxRows && (!last || isFilled(last)) ? [...rows, blank()] : rows
  }
  const [rows, setRows] = useState<readonly Row[]>(() =>
    withBlank(readRows(field, valueOf(form.settled, name)).map(fresh)),
  )
  const [cut, setCut] = useState(0)
  const change = (changed: readonly Row[]) => {
    setRows(withBlank(changed))
    setCut(0)
    form.note({
      [name]: rowsText(
        field,
        changed.map(({ cells }) => cells),
      ),
    })
  }
  return {
    rows,
    cut,
    add: () => setRows(withBlank),
    remove: (at: number) => change(rows.filter((_, row) => row !== at)),
    write: (at: number, column: number, text: string) => {
      if (rows[at]?.cells[column] === text) return
      change(rows.map((row, index) => (index === at ? { ...row, cells: withCell(row, column, text) } : row)))
    },
    put: (at: number, column: number, pasted: readonly (readonly string[])[]) => {
      const room = pasted.slice(0, maxRows - at)
      const put = room.map((cells, index) => {
        const before = rows[at + index] ?? blank()
        return fresh(before.cells.map((cell, place) => cells[place - column] ?? cell))
      })
      change([...rows.slice(0, at), ...put, ...rows.slice(at + put.length)])
      setCut(pasted.length - room.length)
    },
  }
}

function withCell({ cells }: Row, column: number, text: string): string[] {
  return cells.map((cell, place) => (place === column ? text : cell))
}
