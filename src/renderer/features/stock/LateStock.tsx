import { civilDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** An earlier day of blank paper is still open: told on every page, in nobody's way. */
export function LateStock({ day, onOpen }: { day: string; onOpen: () => void }) {
  const text = useStockText()
  const date = civilDate(day)
  return (
    <Notice
      live="status"
      tone="warning"
      title={text.late(date ? showDate(date) : day)}
      next={text.lateElsewhere}
      actions={<Button onClick={onOpen}>{text.open}</Button>}
    />
  )
}
