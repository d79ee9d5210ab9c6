import type { JudgedList } from '../../../contract/lists/judged-list.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './Batches.module.css'

type Props = {
  readonly list: Pick<JudgedList, 'parts' | 'source'>
  /** Asks for another list of the file, by its place. */
  readonly onPart: (at: number) => void
}

/** Where a file or message holds several lists: which of them is looked at. Nothing where there is only one. */
export function PartChooser({ list: { parts, source }, onPart }: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  if (parts.length < 2) return null
  const options = parts.map(({ attachment, sheet, rows }, at) => ({
    value: String(at),
    label: [attachment, sheet, text.partRows(figure(locale, rows))].filter(Boolean).join(' · '),
  }))
  return (
    <Notice tone="info" title={text.parts(figure(locale, parts.length))} next={text.partsNext}>
      <Select
        label={text.part}
        placeholder={false}
        options={options}
        defaultValue={String(partOf({ parts, source }) ?? 0)}
        className={styles.choice}
        onChange={(event) => onPart(Number(event.currentTarget.value))}
      />
    </Notice>
  )
}

/** The place of a list among those of its file; null where it has none. */
export function partOf({ parts, source }: Props['list']): number | null {
  const at = parts.findIndex(
    ({ attachment, sheet }) => attachment === source.attachment && sheet === source.sheet,
  )
  return at < 0 ? null : at
}
