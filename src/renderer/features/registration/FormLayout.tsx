import type { ReactNode } from 'react'
import { useText } from '../../text/Text.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ApplicantFields } from './ApplicantFields.tsx'
import styles from './Registration.module.css'
import { type Pack, RequestFields } from './RequestFields.tsx'
import type { ApplicationForm } from './useApplicationForm.ts'

type Props = {
  form: ApplicationForm
  pack: Pack | undefined
  /** Under the applicant. */
  duplicates?: ReactNode
  /** At the end of the form: what is wrong, and the button that sends it. */
  end: ReactNode
  onSubmit: () => void
}

/** The two columns of an application: who, and what for. */
export function FormLayout({ form, pack, duplicates, end, onSubmit }: Props) {
  const text = useText().registration
  const { attach, onBlur } = form
  return (
    <EntryForm
      ref={attach}
      columns={1}
      className={styles.columns}
      onBlur={onBlur}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div className={styles.side}>
        <Panel title={text.applicant}>
          <div className={styles.fields}>
            <ApplicantFields form={form} maxDays={pack?.validity.maxDays ?? null} />
          </div>
        </Panel>
        {duplicates}
      </div>
      <Panel title={text.request}>
        <div className={styles.fields}>
          <RequestFields form={form} pack={pack} />
        </div>
        <div className={styles.end}>{end}</div>
      </Panel>
    </EntryForm>
  )
}
