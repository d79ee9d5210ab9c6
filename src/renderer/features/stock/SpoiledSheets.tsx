import type { Ref } from 'react'
import { readStockStanding } from '../../../contract/desk/stock-standing.ts'
import { useRoute } from '../../app/queries.ts'
import { useStockText } from '../../text/stock.ts'
import { TextField } from '../../ui/TextField.tsx'

/** How many blank sheets a jam spoiled; asked only where this PC keeps account of them, and nowhere else again. */
export function SpoiledSheets({ ref, usual }: { ref: Ref<HTMLInputElement>; usual: number }) {
  const text = useStockText()
  const keeps = useRoute(readStockStanding, {}, ['stock']).data?.accounts ?? false
  if (!keeps) return null
  return (
    <TextField
      ref={ref}
      label={text.jamSheets}
      figures
      inputMode="numeric"
      maxLength={3}
      defaultValue={String(usual)}
    />
  )
}

/** The number in the field; 0 where none is asked or nothing of the sort is typed. */
export function sheetsIn(field: HTMLInputElement | null): number {
  const typed = field?.value.trim() ?? ''
  return /^\d{1,3}$/.test(typed) ? Math.min(500, Number(typed)) : 0
}
