import type { Stock } from '../../../contract/desk/stock.ts'
import { toExplain } from '../../../domain/stock/account.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { useSession } from '../../app/session.tsx'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { useLocale } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** An earlier day that is open, and the count that waits for its close. */
export function StandingNotices({ stock }: { stock: Stock }) {
  const text = useStockText()
  const locale = useLocale()
  const { roles } = useSession().session
  const closes = roles.includes('ward-police') || roles.includes('administrator')
  const { isLate, openSince, count } = stock
  const matches = count !== null && toExplain(count).length === 0
  return (
    <>
      {isLate && openSince !== null && count === null && (
        <Notice
          tone="warning"
          title={text.late(showDate(dateAt(Date.parse(openSince))))}
          next={text.lateNext}
        />
      )}
      {count && (
        <Notice
          tone={matches ? 'success' : 'warning'}
          title={matches ? text.waiting.matches : text.waiting.differs}
          next={matches ? text.waiting.next : closes ? text.waiting.nextDiffers : text.waiting.nextTells}
        >
          {text.waiting.text(count.by, showInstant(Date.parse(count.at)))}
          {count.movedSince > 0 && text.waiting.since(figure(locale, count.movedSince))}
        </Notice>
      )}
    </>
  )
}
