import { Send, Trash2, UserPlus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Case, readPack } from '../../../contract/desk/cases.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { minuteAt } from '../../../domain/calendar.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { registeredBy } from '../../app/registers.ts'
import { useSession } from '../../app/session.tsx'
import { useScanHandOn } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { showMinute } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { DraftChip } from './DraftChip.tsx'
import { DuplicatesPanel } from './DuplicatesPanel.tsx'
import { ExemptionsPanel } from './ExemptionsPanel.tsx'
import { usualSchedule } from './fields.ts'
import { FormLayout } from './FormLayout.tsx'
import { OtherDrafts } from './OtherDrafts.tsx'
import { OtherPersonDialog } from './OtherPersonDialog.tsx'
import styles from './Registration.module.css'
import { RulesChanged } from './RulesChanged.tsx'
import { ScanStrip } from './ScanStrip.tsx'
import { type ApplicationForm, civilToday, type Opened, useApplicationForm } from './useApplicationForm.ts'
import { useDuplicates } from './useDuplicates.ts'
import { type OpenedDraft, registrationForm } from './useOpenedDraft.ts'
import { useRegistering } from './useRegistering.ts'
import { useScanFill } from './useScanFill.ts'

type Props = {
  opened: Opened
  drafts: OpenedDraft
  onRegistered: (registered: Case) => void
}

/** The form of one registration, from scan to sending. */
export function RegistrationForm({ opened, drafts, onRegistered }: Props) {
  const text = useText().registration
  const pack = useOwnPack()
  const form = useApplicationForm({ opened, kind: registrationForm, pack })
  useUsualSchedule(form, pack)
  const duplicates = useDuplicates(form.settled)
  const list = useRef<{ focus: () => void }>(null)
  const scans = useScanFill(form)
  const handOn = useScanHandOn()
  const [discarding, setDiscarding] = useState(false)
  const { submit, pending, problem, asked } = useRegistering({
    form,
    duplicates,
    focusDuplicates: () => list.current?.focus(),
    onRegistered,
  })
  const keys = useFormKeys({
    submit,
    pending,
    fresh: drafts.fresh,
    discard: () => setDiscarding(true),
    choose: duplicates.open === 'person' ? () => list.current?.focus() : null,
  })
  const wrong = Object.keys(form.issues).length
  return (
    <>
      <PageHeader
        title={text.title}
        mark={<DraftChip keeper={form.keeper} />}
        actions={
          <>
            <OtherDrafts drafts={drafts} />
            <ActionButton action={keys.discard} variant="quiet" icon={Trash2} />
            <ActionButton action={keys.fresh} icon={UserPlus} />
          </>
        }
      />
      <ExemptionsPanel
        exemptions={pack?.exemptions ?? []}
        begun={opened.restoredAt !== null || scans.scan !== null}
      />
      <RulesChanged form={form} pack={pack} />
      {opened.restoredAt !== null && scans.scan === null ? (
        <Notice
          tone="info"
          title={`${text.draft.restored(showMinute(minuteAt(opened.restoredAt)))}. ${text.draft.restoredText}`}
        />
      ) : (
        <ScanStrip scan={scans.scan} />
      )}
      <FormLayout
        form={form}
        onSubmit={() => void submit()}
        duplicates={<DuplicatesPanel form={form} duplicates={duplicates} ref={list} />}
        end={
          <>
            <ProblemNotice problem={problem} />
            {asked && duplicates.open === 'person' && (
              <Notice
                live="alert"
                tone="warning"
                title={text.duplicates.chooseNow(duplicates.candidates.length)}
              />
            )}
            <div className={styles.actions}>
              {wrong > 0 && (
                <span role="status" className={styles.wrong}>
                  {text.wrong(wrong)}
                </span>
              )}
              <Button
                type="submit"
                name="send"
                variant="primary"
                icon={Send}
                shortcut="Ctrl+Enter"
                busy={pending}
              >
                {pending ? text.registering : text.register}
              </Button>
            </div>
          </>
        }
      />
      <OtherPersonDialog
        question={
          scans.otherPerson && {
            present: form.settled.fullName || form.settled.idNumber,
            scanned: scans.otherPerson.recognised.fullName ?? scans.otherPerson.recognised.idNumber ?? '',
          }
        }
        onAnswer={(answer) => {
          const scan = scans.otherPerson
          scans.drop()
          if (!scan || answer === 'ignore') return
          if (answer === 'replace') return scans.fill(scan)
          handOn(scan)
          drafts.fresh()
        }}
      />
      <ConfirmDialog
        open={discarding}
        title={text.discard}
        confirmLabel={text.discard}
        icon={Trash2}
        danger
        onClose={() => setDiscarding(false)}
        onConfirm={async () => {
          await form.keeper.hold()
          await drafts.discard(opened.draftId)
        }}
      >
        {text.discardText}
      </ConfirmDialog>
    </>
  )
}

/** A form begun while the office was away gets its days and hours when the rules arrive. */
/** The pack in force with the procedures the signed-in person registers. */
function useOwnPack(): RulePack | undefined {
  const { roles } = useSession().session
  const pack = useRoute(readPack, { query: {} }, ['office']).data
  return useMemo(() => (pack ? (registeredBy(pack, roles) ?? pack) : undefined), [pack, roles])
}

function useUsualSchedule({ opened, read, put }: ApplicationForm, pack: RulePack | undefined): void {
  useEffect(() => {
    if (!pack || opened.restoredAt !== null || read().lastDay !== '') return
    put(usualSchedule(civilToday(), pack))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the rules are there
  }, [pack, opened])
}

type FormKeys = {
  submit: () => Promise<void>
  pending: boolean
  fresh: () => void
  discard: () => void
  choose: (() => void) | null
}

function useFormKeys({ submit, pending, fresh, discard, choose }: FormKeys) {
  const text = useText().registration
  const keys = {
    register: { key: 'Ctrl+Enter', label: text.register, run: submit, when: !pending },
    fresh: { key: 'F2', label: text.fresh, run: fresh, when: !pending },
    discard: { key: 'Shift+F2', label: text.discard, run: discard, when: !pending },
  } as const
  const choosing = {
    key: 'Shift+F4',
    label: text.duplicates.choose,
    run: () => choose?.(),
  } as const
  useShortcuts([keys.register, keys.fresh, keys.discard, ...(choose === null ? [] : [choosing])])
  return keys
}
