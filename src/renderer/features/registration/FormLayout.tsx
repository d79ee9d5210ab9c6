import type { ReactNode } from 'react'
import { useText } from '../../text/Text.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ApplicantFields } from './ApplicantFields.tsx'
import { GuidePanel } from './GuidePanel.tsx'
import styles from './Registration.module.css'
import { RequestFields } from './RequestFields.tsx'
import type { ApplicationForm } from './useApplicationForm.ts'

type Props = {
  form: ApplicationForm
  /** Under the applicant. */
  duplicates?: ReactNode
  /** At the end of the form: what is wrong, and the button that sends it. */
  end: ReactNode
  onSubmit: () => void
}

/** An application: what is to be settled first, then in two columns who, and what for. */
export function FormLayout({ form, duplicates, end, onSubmit }: Props) {
  const text = useText().registration
  const { attach, onBlur, rules } = form
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
      {form.guided && rules && <GuidePanel form={form} rules={rules} />}
      <div className={styles.side}>
        <Panel title={text.applicant}>
          <div className={styles.fields}>
            <ApplicantFields form={form} />
          </div>
        </Panel>
        {duplicates}
      </div>
      <Panel title={text.request}>
        <div className={styles.fields}>
          <RequestFields form={form} />
        </div>
        <div className={styles.end}>{end}</div>
      </Panel>
    </EntryForm>
  )
}
