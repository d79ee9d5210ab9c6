import { ClipboardCheck, FileText, Layers, LockKeyhole, Plus } from 'lucide-react'
import type { Stock } from '../../../contract/desk/stock.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useStockText } from '../../text/stock.ts'
import { ActionButton } from '../../ui/Button.tsx'
import type { StockDialog } from './StockDialogs.tsx'

type Props = {
  stock: Stock
  onOpen: (dialog: StockDialog | 'setting') => void
  onSheet: (countId: string) => Promise<void>
}

/** What the person may do here, each with its key; the next thing to do stands out. */
export function StockButtons({ stock, onOpen, onSheet }: Props) {
  const text = useStockText()
  const { roles } = useSession().session
  const { accounts, count, kinds } = stock
  const isKept = accounts === 'on' && kinds.length > 0
  const keeps = isKept && (roles.includes('clerk') || roles.includes('ward-police'))
  const closes = roles.includes('ward-police') || roles.includes('administrator')
  const record = { key: 'Insert', label: text.move.action, run: () => onOpen('move') } as const
  const counting = { key: 'F9', label: text.count.action, run: () => onOpen('count') } as const
  const close = {
    key: 'Shift+F9',
    label: text.close.action,
    run: () => onOpen('close'),
    when: count !== null,
  } as const
  const sheet = {
    key: 'Shift+F2',
    label: text.close.sheet,
    run: () => (count ? onSheet(count.countId) : undefined),
    when: count !== null,
  } as const
  const kindsOfSheet = { key: 'F8', label: text.setting.action, run: () => onOpen('setting') } as const
  useShortcuts([...(keeps ? [record, counting] : []), ...(closes ? [close, kindsOfSheet] : []), sheet])
  return (
    <>
      {closes && (
        <ActionButton
          action={kindsOfSheet}
          icon={Layers}
          variant={isKept ? 'quiet' : accounts === 'unset' ? 'primary' : 'secondary'}
        />
      )}
      {isKept && (
        <>
          {count && <ActionButton action={sheet} icon={FileText} />}
          {keeps && <ActionButton action={record} icon={Plus} />}
          {keeps && (
            <ActionButton action={counting} icon={ClipboardCheck} variant={count ? 'secondary' : 'primary'} />
          )}
          {closes && (
            <ActionButton action={close} icon={LockKeyhole} variant={count ? 'primary' : 'secondary'} />
          )}
        </>
      )}
    </>
  )
}
