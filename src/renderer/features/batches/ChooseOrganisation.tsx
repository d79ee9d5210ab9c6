import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { searchLists } from '../../../contract/desk/case-steps.ts'
import { readPack } from '../../../contract/desk/cases.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useLateField } from '../../ui/useLateField.ts'
import styles from './Batches.module.css'

/** Whose list is to be taken: a confirmed organisation, found by name, case number or a worker's number. */
export function ChooseOrganisation({ onClose }: { onClose: () => void }) {
  const text = useBatchesText().intake
  return (
    <Dialog open onClose={onClose} title={text.whose} description={text.whoseText}>
      <Organisations />
    </Dialog>
  )
}

function Organisations() {
  const text = useBatchesText().intake
  const pack = useRoute(readPack, { query: {} }, ['office', 'policies'])
  const procedure = pack.data?.procedures.find(({ listedBy }) => listedBy !== undefined)?.listedBy
  if (pack.error) return <ProblemState error={pack.error} />
  if (!pack.data) return null
  if (procedure === undefined) return <p className={styles.muted}>{text.noLists}</p>
  return <Found procedure={procedure} />
}

function Found({ procedure }: { procedure: string }) {
  const text = useBatchesText()
  const locale = useLocale()
  const navigate = useNavigate()
  const [typed, type] = useState('')
  const wanted = useDeferredValue(typed)
  const box = useLateField<HTMLInputElement>()
  const { data, error } = useRoute(searchLists, { body: { procedure, text: wanted } }, ['cases'], {
    keep: true,
  })
  if (error) return <ProblemState error={error} />
  const lists = data?.lists ?? []
  return (
    <div className={styles.form}>
      <TextField
        ref={box}
        label={text.intake.find}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
      />
      {data && lists.length === 0 && (
        <p className={styles.muted}>{wanted.trim() === '' ? text.intake.noneThere : text.intake.noneFound}</p>
      )}
      <PickList
        label={text.columns.name}
        onPick={(caseId) => void navigate({ to: '/cases/$caseId/list', params: { caseId } })}
        picks={lists.map(({ caseId, organisation, number, people }) => ({
          key: caseId,
          title: organisation,
          note: text.intake.peopleOf(number, figure(locale, people)),
        }))}
      />
    </div>
  )
}
