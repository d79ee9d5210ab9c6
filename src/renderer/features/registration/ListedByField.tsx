import { useEffect, useRef, useState } from 'react'
import { Building2, UserCheck } from 'lucide-react'
import { type Case, readCase } from '../../../contract/desk/cases.ts'
import { searchLists } from '../../../contract/desk/case-steps.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Registration.module.css'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'
import { daysWithin, isListed, listedWorkers, type Worker, workerOf } from './worker.ts'

type Props = { form: ApplicationForm; procedure: string }

/** The organisation whose approved list names the applicant, and which line of it they are. */
export function ListedByField(props: Props) {
  const { listedBy } = props.form.settled
  return (
    <div className={styles.listed} data-field="listedBy">
      {listedBy === '' ? <ListSearch {...props} /> : <Workers {...props} caseId={listedBy} />}
    </div>
  )
}

function ListSearch({ form, procedure }: Props) {
  const text = useText().registration
  const locale = useLocale()
  const error = useFieldError(form)
  const [typed, setTyped] = useState('')
  const found = useRef<{ focus: () => void }>(null)
  const read = useRoute(searchLists, { body: { procedure, text: typed } }, ['cases'], { keep: true })
  const lists = read.data?.lists ?? []
  const isEmpty = read.data !== undefined && lists.length === 0
  if (read.isError) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <>
      <TextField
        label={text.fields.listedBy}
        required
        hint={isEmpty ? text.lists.none : text.lists.search}
        error={error('listedBy')}
        onChange={(event) => setTyped(event.currentTarget.value.slice(0, 100))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          found.current?.focus()
        }}
      />
      <PickList
        ref={found}
        label={text.lists.found}
        picks={lists.slice(0, 5).map((list) => ({
          key: list.caseId,
          title: list.organisation || text.lists.unnamed,
          note: `${list.number} · ${text.lists.people(figure(locale, list.people))}`,
          mark: <Building2 size="1.2em" />,
        }))}
        onPick={(caseId) => form.note({ listedBy: caseId })}
      />
    </>
  )
}

/** The list of one organisation: a scanned card finds its line by itself, otherwise it is chosen. */
function Workers({ form, caseId }: Props & { caseId: string }) {
  const text = useText().registration
  const { data } = useRoute(readCase, { params: { caseId } }, ['cases'])
  const workers = data ? listedWorkers(data) : []
  const { idNumber, route } = form.settled
  const worker = workerOf(workers, idNumber)
  useRegisteredRoute(form, worker)
  useOrganisation(form, data?.details.organisation ?? '')
  useConfirmedDays(form, data)
  const change = () => form.note({ listedBy: '' })
  return (
    <>
      <div className={styles.decided}>
        <StatusChip tone="info" icon={Building2}>
          {data?.details.organisation || text.lists.unnamed}
        </StatusChip>
        {data && isListed(data, idNumber, route) && (
          <StatusChip tone="success" icon={UserCheck}>
            {text.lists.on}
          </StatusChip>
        )}
        <Button variant="quiet" onClick={change}>
          {text.lists.change}
        </Button>
      </div>
      <Combobox
        key={`${workers.length}-${idNumber}`}
        label={text.fields.worker}
        options={workers.map((one) => ({ value: one.idNumber, label: one.fullName, hint: one.idNumber }))}
        defaultValue={worker?.idNumber ?? null}
        onChange={(picked) => take(form, workerOf(workers, picked ?? ''))}
      />
      {data && idNumber.length >= 9 && !worker && (
        <Notice tone="warning" title={text.lists.notOn} next={text.lists.notOnNext} />
      )}
    </>
  )
}

/** The organisation's name goes into the form with its list. */
function useOrganisation({ put, read }: ApplicationForm, organisation: string): void {
  useEffect(() => {
    if (organisation !== '' && read().organisation === '') put({ organisation })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each organisation; the form's own functions are new with every drawing
  }, [organisation])
}

/** The form asks for no days beyond those for which the organisation is confirmed. */
function useConfirmedDays({ put, read }: ApplicationForm, organisation: Case | undefined): void {
  useEffect(() => {
    const days = organisation ? daysWithin(organisation, read(), dateAt(Date.now())) : {}
    if (Object.keys(days).length > 0) put(days)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each organisation; the form's own functions are new with every drawing
  }, [organisation?.caseId])
}

function take(form: ApplicationForm, worker: Worker | undefined): void {
  if (!worker) return
  const { idNumber, fullName, route } = worker
  form.put({ idNumber, ...(fullName === '' ? {} : { fullName }), ...(route === '' ? {} : { route }) })
  window.setTimeout(() => form.focus('birthDate'), 0)
}

/** The registered route is put in as soon as the worker is known; typing another one is told when it is checked. */
function useRegisteredRoute(form: ApplicationForm, worker: Worker | undefined): void {
  const { put, read } = form
  const route = worker?.route ?? ''
  useEffect(() => {
    if (route !== '' && read().route === '') put({ route })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each worker; the form's own functions are new with every drawing
  }, [worker?.idNumber, route])
}
