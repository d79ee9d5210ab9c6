import type { Ledger } from '../../../contract/desk/reports.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './Reports.module.css'
import { nameOf, useShown } from './useShown.ts'

type Props = {
  ledgers: readonly Ledger[]
  chosen: Ledger | undefined
  /** Whether one may ask for all of them. */
  mayBeAll?: boolean
}

/** Which procedure's book it is; procedures of earlier packs are named with their pack. */
export function LedgerChoice({ ledgers, chosen, mayBeAll = false }: Props) {
  const text = useText().reports.filters
  const locale = useLocale()
  const { show } = useShown()
  const label = ({ title, packTitle, inForce, cases }: Ledger) =>
    text.ledgerCount(inForce ? title : `${title} – ${packTitle}`, figure(locale, cases))
  return (
    <Select
      key={ledgers.length}
      className={styles.ledger}
      label={text.ledger}
      placeholder={mayBeAll && text.everything}
      options={ledgers.map((one) => ({ value: nameOf(one), label: label(one) }))}
      defaultValue={chosen ? nameOf(chosen) : ''}
      onChange={(event) =>
        show({ ledger: event.currentTarget.value || undefined, state: undefined, category: undefined })
      }
    />
  )
}
