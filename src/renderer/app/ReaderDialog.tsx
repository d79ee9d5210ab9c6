import { IdCard } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { listSampleCards, scanSampleCard } from '../../contract/desk/index.ts'
import { useText } from '../text/Text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PickList } from '../ui/PickList.tsx'
import { LoadingState } from '../ui/States.tsx'
import { ProblemNotice } from './problems.tsx'
import { useAct, useRoute } from './queries.ts'

/** F9 in the training office: puts a sample card on the simulated reader; the page gets it as from a real one. */
export function ReaderDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().app.reader
  return (
    <Dialog open={open} onClose={onClose} title={text.title} description={text.text}>
      {open && <Cards onDone={onClose} />}
    </Dialog>
  )
}

function Cards({ onDone }: { onDone: () => void }) {
  const text = useText().app.reader
  const { data } = useRoute(listSampleCards, {}, [])
  const { run, problem } = useAct(scanSampleCard)
  const list = useRef<{ focus: () => void }>(null)
  // The cards come after the dialog.
  useEffect(() => list.current?.focus(), [data])
  const put = async (id: string) => {
    // Closed first: the scan belongs to the page below, and may arrive before the answer.
    onDone()
    await run({ params: { id } })
  }
  if (!data) return <LoadingState />
  return (
    <>
      <ProblemNotice problem={problem} />
      {data.cards.length === 0 && <p>{text.empty}</p>}
      <PickList
        ref={list}
        label={text.title}
        digits
        picks={data.cards.map(({ id, label }) => ({
          key: id,
          title: label,
          mark: <IdCard size="1.3em" aria-hidden />,
        }))}
        onPick={(id) => void put(id)}
      />
    </>
  )
}
