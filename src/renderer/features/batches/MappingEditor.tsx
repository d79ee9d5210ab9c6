import { useState } from 'react'
import { type ColumnMeaning, columnMeanings, meaningWord } from '../../../contract/lists/fields.ts'
import type { ColumnMapping } from '../../../contract/lists/judged-list.ts'
import { useBatchesText } from '../../text/batches.ts'
import { useLocale } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Batches.module.css'

/** How many columns are offered where nobody could tell how many there are. */
const blindColumns = 8

type Props = {
  headings: readonly string[]
  /** As the office read them; null where it could not. */
  mapping: ColumnMapping | null
  onChoose: (mapping: ColumnMapping) => void
}

/** What each column of the file means, as found, to be corrected by the clerk. */
export function MappingEditor({ headings, mapping, onChoose }: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const count = mapping?.columns.length ?? blindColumns
  const [columns, setColumns] = useState<readonly (ColumnMeaning | null)[]>(
    () => mapping?.columns ?? Array.from({ length: count }, () => null),
  )
  const [firstRow, setFirstRow] = useState(String(mapping?.firstRow ?? 2))
  const options = columnMeanings.map((value) => ({ value, label: meaningWord(value, locale) }))
  const choose = (at: number, value: string) => {
    const meaning = columnMeanings.find((one) => one === value) ?? null
    setColumns(columns.map((one, index) => (index === at ? meaning : one)))
  }
  const row = Number(firstRow)
  const isRow = Number.isInteger(row) && row >= 1 && row <= 1_048_576
  return (
    <Panel title={text.columns}>
      <p className={styles.muted}>{text.columnsText}</p>
      <div className={styles.mapping}>
        <TextField
          label={text.firstRow}
          figures
          inputMode="numeric"
          defaultValue={firstRow}
          onChange={(event) => setFirstRow(event.currentTarget.value.trim())}
        />
        {columns.map((meaning, at) => (
          <Select
            // Columns have no name of their own and never change places.
            key={at}
            label={text.column(headings[at] ? `${letters(at)}: ${headings[at]}` : letters(at))}
            options={options}
            placeholder={text.ignored}
            defaultValue={meaning ?? ''}
            onChange={(event) => choose(at, event.currentTarget.value)}
          />
        ))}
      </div>
      <div className={styles.bar}>
        <Button disabled={!isRow} onClick={() => onChoose({ firstRow: row, columns: [...columns] })}>
          {text.again}
        </Button>
      </div>
    </Panel>
  )
}

/** The letters of a column as Excel names it. */
function letters(column: number): string {
  const letter = String.fromCharCode(0x41 + (column % 26))
  return column < 26 ? letter : letters(Math.floor(column / 26) - 1) + letter
}
