import { useNavigate, useParams } from '@tanstack/react-router'
import { FileUp, ListChecks } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { judgeOrganisationList, type ListPreview } from '../../../contract/desk/list-intake.ts'
import type { ColumnMapping } from '../../../contract/lists/judged-list.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import styles from './Batches.module.css'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { ListPreviewView } from './ListPreviewView.tsx'
import { MappingEditor } from './MappingEditor.tsx'
import { PartChooser, partOf } from './PartChooser.tsx'

/** Takes the worker list of an organisation: a file or a pasted table, looked at row by row before anything is taken. */
export function ListPage() {
  const { caseId } = useParams({ from: '/cases/$caseId/list' })
  return <OneList key={caseId} caseId={caseId} />
}

function OneList({ caseId }: { caseId: string }) {
  const text = useBatchesText().intake
  const reading = useReading(caseId)
  const { preview, problem, busy, bytes, read, clear } = reading
  const [taken, setTaken] = useState<TakenList | null>(null)
  const [changed, setChanged] = useState<BulkOutcome | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const choose = {
    key: 'Insert',
    label: preview ? text.another : text.file,
    run: () => input.current?.click(),
  } as const
  useShortcuts([choose])
  const begin = async (file: Blob) => {
    setTaken(null)
    setChanged(null)
    await read(new Uint8Array(await file.arrayBuffer()), {})
  }
  useDroppedFile(begin)
  const variant = preview ? {} : { variant: 'primary' as const }
  return (
    <>
      <PageHeader
        title={text.title}
        note={preview?.organisation}
        actions={<ActionButton action={choose} icon={FileUp} {...variant} />}
      />
      <FileInput ref={input} onFile={(file) => void begin(file)} />
      <ProblemNotice problem={problem} onDismiss={clear} />
      {taken && <Taken {...taken} />}
      {changed && !busy && <OutcomeNotice outcome={changed} onDismiss={() => setChanged(null)} />}
      {busy && <LoadingState label={text.reading} />}
      {!busy && bytes && (
        <ReadFile
          caseId={caseId}
          reading={reading}
          taken={taken}
          onTaken={setTaken}
          onChanged={(outcome, how) => {
            setChanged(outcome)
            void read(bytes, how)
          }}
        />
      )}
      {/* Columns nobody could tell are asked for first; another file comes after them. */}
      {!busy && !preview && !taken && <EmptyIntake onFile={begin} />}
    </>
  )
}

type TakenList = { readonly batchId: string; readonly outcome: BulkOutcome }
type ReadFileProps = {
  caseId: string
  reading: ReturnType<typeof useReading>
  taken: TakenList | null
  onTaken: (taken: TakenList | null) => void
  onChanged: (outcome: BulkOutcome | null, how: How) => void
}

/** A file that was read: its columns where nobody could find them, the list, or the next list once one was taken. */
function ReadFile({ caseId, reading: { preview, problem, bytes, read }, taken, ...on }: ReadFileProps) {
  if (!bytes) return null
  const lost = problem?.code === 'list-columns-missing' || problem?.code === 'list-mapping-wrong'
  const again = (how: How) => void read(bytes, how)
  const part = preview && partOf(preview)
  const choosePart = (at: number) => {
    on.onTaken(null)
    again({ part: at })
  }
  if (lost) return <MappingEditor headings={[]} mapping={null} onChoose={(mapping) => again({ mapping })} />
  if (!preview) return null
  if (taken) return <PartChooser list={preview} onPart={choosePart} />
  return (
    <ListPreviewView
      caseId={caseId}
      preview={preview}
      onMapping={(mapping) => again({ mapping, part })}
      onPart={choosePart}
      onTaken={(batchId, outcome) => on.onTaken({ batchId, outcome })}
      onChanged={(outcome) => on.onChanged(outcome, { mapping: preview.mapping, part })}
    />
  )
}

type FileInputProps = { ref: RefObject<HTMLInputElement | null>; onFile: (file: Blob) => void }

function FileInput({ ref, onFile }: FileInputProps) {
  const text = useBatchesText().intake
  return (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={text.file}
      accept=".xlsx,.xlsm,.csv,.tsv,.txt,.eml"
      onChange={(event) => {
        const file = event.currentTarget.files?.[0]
        // The same file again, once it was mended, is a change too.
        event.currentTarget.value = ''
        if (file) onFile(file)
      }}
    />
  )
}

/** The columns as the clerk chose them, and which list of the file it is about. */
type How = { readonly mapping?: ColumnMapping; readonly part?: number | null }

/** The file at hand and what the office says of it. */
function useReading(caseId: string) {
  const [preview, setPreview] = useState<ListPreview | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  const read = async (file: Uint8Array, { mapping, part }: How) => {
    setBytes(file)
    setBusy(true)
    setProblem(null)
    const { answer, problem: refused } = await ask(judgeOrganisationList, {
      params: { caseId },
      query: {
        ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
        ...(typeof part === 'number' ? { part } : {}),
      },
      body: file,
    })
    setBusy(false)
    setProblem(refused)
    setPreview(answer)
  }
  return { preview, problem, busy, bytes, read, clear: () => setProblem(null) }
}

/** Takes a file dropped anywhere on the window, before it is taken for a picture of a code. */
function useDroppedFile(onFile: (file: File) => Promise<void>): void {
  const latest = useRef(onFile)
  useEffect(() => {
    latest.current = onFile
  })
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0]
      if (!file) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void latest.current(file)
    }
    window.addEventListener('drop', onDrop, true)
    return () => window.removeEventListener('drop', onDrop, true)
  }, [])
}

/** Nothing chosen yet: where a list comes from. */
function EmptyIntake({ onFile }: { onFile: (file: Blob) => Promise<void> }) {
  const text = useBatchesText().intake
  const table = useRef<HTMLTextAreaElement>(null)
  const pasted = () => {
    const typed = table.current?.value ?? ''
    if (typed.trim() !== '') void onFile(new Blob([typed]))
  }
  return (
    <>
      <div className={styles.drop}>
        <FileUp size="2.4rem" strokeWidth={1.4} aria-hidden />
        <p>{text.drop}</p>
        <p className={styles.muted}>{text.dropText}</p>
      </div>
      {/* Blanks and tabs of a pasted table are its columns. */}
      <TextArea
        ref={table}
        label={text.paste}
        hint={text.pasteHint}
        rows={6}
        tidy={(typed) => typed}
        spellCheck={false}
      />
      <div className={styles.bar}>
        <Button onClick={pasted}>{text.pasted}</Button>
      </div>
    </>
  )
}

function Taken({ batchId, outcome }: TakenList) {
  const text = useBatchesText().intake
  const navigate = useNavigate()
  const open = {
    key: 'Ctrl+Enter',
    label: text.openBatch,
    run: () => void navigate({ to: '/batches/$batchId', params: { batchId } }),
  } as const
  useShortcuts([open])
  return (
    <>
      <OutcomeNotice outcome={outcome} />
      <div className={styles.bar}>
        <ActionButton action={open} icon={ListChecks} variant="primary" />
      </div>
    </>
  )
}
