import { useNavigate, useParams } from '@tanstack/react-router'
import { FileUp, ListChecks } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
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
  const { preview, problem, busy, bytes, read, clear } = useReading(caseId)
  const [taken, setTaken] = useState<{ batchId: string; outcome: BulkOutcome } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const choose = {
    key: 'Insert',
    label: preview ? text.another : text.file,
    run: () => input.current?.click(),
  } as const
  useShortcuts([choose])
  const begin = async (file: Blob) => {
    setTaken(null)
    await read(new Uint8Array(await file.arrayBuffer()), {})
  }
  const next = (file: Uint8Array, part: number) => {
    setTaken(null)
    void read(file, { part })
  }
  useDroppedFile(begin)
  const lost = problem?.code === 'list-columns-missing' || problem?.code === 'list-mapping-wrong'
  return (
    <>
      <PageHeader
        title={text.title}
        note={preview?.organisation}
        actions={
          <ActionButton action={choose} icon={FileUp} {...(preview ? {} : { variant: 'primary' as const })} />
        }
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.file}
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,.eml"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // The same file again, once it was mended, is a change too.
          event.currentTarget.value = ''
          if (file) void begin(file)
        }}
      />
      <ProblemNotice problem={problem} onDismiss={clear} />
      {taken && <Taken {...taken} />}
      {taken && !busy && preview && bytes && (
        <PartChooser list={preview} onPart={(part) => next(bytes, part)} />
      )}
      {busy && <LoadingState label={text.reading} />}
      {!busy && lost && bytes && (
        <MappingEditor headings={[]} mapping={null} onChoose={(mapping) => void read(bytes, { mapping })} />
      )}
      {!busy && !preview && !taken && <EmptyIntake onFile={begin} />}
      {!busy && preview && bytes && !taken && (
        <ListPreviewView
          caseId={caseId}
          preview={preview}
          onMapping={(mapping) => void read(bytes, { mapping, part: partOf(preview) })}
          onPart={(part) => void read(bytes, { part })}
          onTaken={(batchId, outcome) => setTaken({ batchId, outcome })}
          onRemoved={() => void read(bytes, { mapping: preview.mapping, part: partOf(preview) })}
        />
      )}
    </>
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

function Taken({ batchId, outcome }: { batchId: string; outcome: BulkOutcome }) {
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
