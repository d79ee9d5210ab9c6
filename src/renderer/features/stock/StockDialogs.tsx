import type { Stock } from '../../../contract/desk/stock.ts'
import { useStockText } from '../../text/stock.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { CloseForm } from './CloseForm.tsx'
import { CountForm } from './CountForm.tsx'
import { MoveForm } from './MoveForm.tsx'

export type StockDialog = 'move' | 'count' | 'close'
type Props = {
  dialog: StockDialog
  stock: Stock
  onClose: () => void
  onSheet: (countId: string) => Promise<void>
}

/** A movement, a count or the close, asked one at a time. */
export function StockDialogs({ dialog, stock, onClose, onSheet }: Props) {
  const text = useStockText()[dialog]
  return (
    <Dialog open onClose={onClose} title={text.title} description={text.text} size="large">
      {dialog === 'move' && <MoveForm stock={stock} onClose={onClose} />}
      {dialog === 'count' && <CountForm stock={stock} onClose={onClose} />}
      {dialog === 'close' && stock.count && (
        <CloseForm count={stock.count} onClose={onClose} onSheet={onSheet} />
      )}
    </Dialog>
  )
}
