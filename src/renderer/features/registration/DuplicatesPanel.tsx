import { FileWarning, UserCheck, UserPlus } from 'lucide-react'
import type { Ref } from 'react'
import { type PartialDate, partialDate } from '../../../domain/calendar.ts'
import { useText } from '../../text/Text.tsx'
import { Badge, StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type Pick, PickList } from '../../ui/PickList.tsx'
import { showPartialDate } from '../../ui/typedDates.ts'
import styles from './Registration.module.css'
import type { ApplicationForm } from './useApplicationForm.ts'
import type { Candidate, Duplicates } from './useDuplicates.ts'

const other = 'other'

type Props = {
  form: ApplicationForm
  duplicates: Duplicates
  /** The list, for the cursor. */
  ref: Ref<{ focus: () => void }>
}

/** Who was registered before and may be this person; the clerk decides before anything is saved. */
export function DuplicatesPanel({ form, duplicates, ref }: Props) {
  const text = useText().registration.duplicates
  const { candidates, state, chosen, toldApart } = duplicates
  const decided = chosen !== null || toldApart
  const count = candidates.length > 0 && (
    <Badge tone={decided ? 'success' : 'warning'}>{candidates.length}</Badge>
  )
  return (
    <Panel title={text.title} mark={count} className={styles.duplicates}>
      {candidates.length === 0 && <p className={styles.quiet}>{text[emptyWords[state]]}</p>}
      {candidates.length > 0 &&
        (decided ? <Decided {...{ form, duplicates }} /> : <Choice {...{ form, duplicates, ref }} />)}
    </Panel>
  )
}

const emptyWords = {
  'nothing-to-go-by': 'empty',
  looking: 'looking',
  away: 'away',
  known: 'none',
} as const

function Choice({ form, duplicates, ref }: Props) {
  const text = useText().registration.duplicates
  const describe = useCandidateWords()
  const choose = (picked: string) => {
    const candidate = duplicates.candidates.find(({ personId }) => personId === picked)
    if (candidate) return form.put({ personId: candidate.personId, others: '', ...missing(form, candidate) })
    return form.put({ personId: '', others: duplicates.candidates.map(({ personId }) => personId).join(',') })
  }
  return (
    <PickList
      ref={ref}
      label={text.choose}
      picks={[
        ...duplicates.candidates.map(describe),
        { key: other, title: text.other, note: text.otherNote, mark: <UserPlus size="1.2em" /> },
      ]}
      onPick={choose}
    />
  )
}

/** What the register knows of the person and the form lacks. */
function missing({ settled }: ApplicationForm, { phone }: Candidate) {
  return settled.phone === '' && phone !== null ? { phone } : {}
}

function Decided({ form, duplicates }: Omit<Props, 'ref'>) {
  const text = useText().registration.duplicates
  const { chosen } = duplicates
  const live = chosen?.livePermit ?? null
  const describe = useCandidateWords()
  const words = chosen ? describe(chosen) : null
  return (
    <>
      <div className={styles.decided}>
        <StatusChip tone="success" icon={chosen ? UserCheck : UserPlus}>
          {chosen ? text.chosen : text.chosenOther}
        </StatusChip>
        <Button variant="quiet" onClick={() => form.put({ personId: '', others: '', livePermit: '' })}>
          {text.change}
        </Button>
      </div>
      {words && (
        <p>
          <strong>{words.title}</strong> · {words.note}
        </p>
      )}
      {live !== null && (
        <div data-field="livePermit">
          <Checkbox
            name="livePermit"
            label={text.confirmLive(live)}
            checked={form.settled.livePermit === live}
            onChange={(event) => form.note({ livePermit: event.currentTarget.checked ? live : '' })}
          />
        </div>
      )}
    </>
  )
}

/** A candidate in words: who, why they may be the same, the latest case, a live permit. */
function useCandidateWords(): (candidate: Candidate) => Pick {
  const { registration, app } = useText()
  const text = registration.duplicates
  return (candidate) => {
    const { lastCase, livePermit, openCase } = candidate
    const birth: PartialDate | null = partialDate(candidate.birthDate)
    const latest = lastCase ? text.lastCase(lastCase.number, app.states[lastCase.state]) : text.noCase
    return {
      key: candidate.personId,
      title: `${candidate.fullName}, ${birth ? showPartialDate(birth) : candidate.birthDate} · ${candidate.idNumber}`,
      note: `${candidate.residence} · ${openCase ? text.openCase(openCase) : latest}`,
      mark: <UserCheck size="1.2em" />,
      aside: (
        <span className={styles.marks}>
          <Badge tone={candidate.why === 'same-number' ? 'error' : 'warning'}>
            {text.why[candidate.why]}
          </Badge>
          {livePermit && (
            <StatusChip tone="error" icon={FileWarning}>
              {text.livePermit(livePermit)}
            </StatusChip>
          )}
        </span>
      ),
    }
  }
}
