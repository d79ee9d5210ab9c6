import { IdCard } from 'lucide-react'
import { listSampleCards, scanSampleCard } from '../../contract/desk/scans.ts'
import { useText } from '../text/Text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PickList } from '../ui/PickList.tsx'
import { ProblemNotice } from './problems.tsx'
import { useAct, useRoute } from './queries.ts'

/** F9 in the training office: puts a sample card on the simulated reader; the page gets it as from a real one. */
export function ReaderDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().app.reader
  const { data } = useRoute(listSampleCards, {}, ['readers'])
  const { run, problem } = useAct(scanSampleCard)
  const put = async (id: string) => {
    // Closed first: the scan belongs to the page below, and may arrive before the answer.
    onClose()
    await run({ params: { id } })
  }
  // Opened only with its cards: the cursor is then on the first of them from the start.
  return (
    <Dialog open={open && data !== undefined} onClose={onClose} title={text.title} description={text.text}>
      <ProblemNotice problem={problem} />
      {data?.cards.length === 0 && <p>{text.empty}</p>}
      <PickList
        label={text.title}
        digits
        picks={(data?.cards ?? []).map(({ id, label }) => ({
          key: id,
          title: label,
          mark: <IdCard size="1.3em" aria-hidden />,
        }))}
        onPick={(id) => void put(id)}
      />
    </Dialog>
  )
}
