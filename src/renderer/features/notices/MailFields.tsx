import type { Ref } from 'react'
import type { MailSetting } from '../../../contract/desk/notices.ts'
import { mailProtections } from '../../../contract/events/notice-events.ts'
import { useNoticesText } from '../../text/notices.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { MailField } from './mailForm.ts'
import styles from './Notices.module.css'

type Props = { ref: Ref<HTMLFormElement>; setting: MailSetting; wrong: MailField | null }

/** The fields of the setting; what is secret is never shown. */
export function MailFields({ ref, setting, wrong }: Props) {
  const text = useNoticesText().setting
  const error = (field: MailField) => (wrong === field ? text.wrong : undefined)
  return (
    <EntryForm ref={ref} columns={2}>
      <WholeRow>
        <Checkbox name="on" label={text.on} defaultChecked={setting.on} />
      </WholeRow>
      <TextField
        name="host"
        label={text.host}
        hint={text.hostHint}
        required
        defaultValue={setting.host}
        error={error('host')}
      />
      <TextField
        name="port"
        label={text.port}
        required
        figures
        inputMode="numeric"
        defaultValue={String(setting.port)}
        error={error('port')}
      />
      <Select
        name="protection"
        label={text.protection}
        required
        placeholder={false}
        defaultValue={setting.protection}
        options={mailProtections.map((value) => ({ value, label: text.protections[value] }))}
      />
      <TextField
        name="sender"
        type="email"
        label={text.sender}
        required
        defaultValue={setting.sender}
        error={error('sender')}
      />
      <TextField name="user" label={text.user} hint={text.userHint} defaultValue={setting.user ?? ''} />
      <PasswordField
        name="password"
        label={text.password}
        hint={setting.hasPassword ? text.passwordKept : undefined}
        error={error('password')}
      />
      <TextField
        name="days"
        label={text.days}
        hint={text.daysHint}
        required
        figures
        inputMode="numeric"
        defaultValue={String(setting.days)}
        error={error('days')}
      />
      <WholeRow>
        <TextArea name="certificate" label={text.certificate} hint={text.certificateHint} rows={2} />
        {setting.certificate !== null && (
          <>
            <p className={styles.muted}>{text.pinned}</p>
            <p className={styles.hash}>{setting.certificate}</p>
            <Checkbox name="unpin" label={text.unpin} />
          </>
        )}
      </WholeRow>
    </EntryForm>
  )
}
