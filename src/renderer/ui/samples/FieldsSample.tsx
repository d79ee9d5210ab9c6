import { samples } from '../../text/samples.ts'
import { Checkbox } from '../Checkbox.tsx'
import { Combobox } from '../Combobox.tsx'
import { DateField, PartialDateField } from '../DateField.tsx'
import { EntryForm, WholeRow } from '../EntryForm.tsx'
import { Panel } from '../Panel.tsx'
import { PasswordField } from '../PasswordField.tsx'
import { RadioGroup } from '../RadioGroup.tsx'
import { type Option, Select } from '../Select.tsx'
import styles from '../StylePage.module.css'
import { TextArea } from '../TextArea.tsx'
import { TextField } from '../TextField.tsx'
import { TimeWindowsField } from '../TimeWindowsField.tsx'
import { WeekdaysField } from '../WeekdaysField.tsx'

const { fields } = samples
const options = (labels: readonly string[]): readonly Option[] =>
  labels.map((label, index) => ({ value: String(index), label }))

/** Every field: plain at the left, refused, saved and locked at the right. */
export function FieldsSample() {
  return (
    <div className={styles.split}>
      <Plain />
      <Special />
    </div>
  )
}

function Plain() {
  return (
    <Panel title={samples.sections.fields}>
      <EntryForm>
        <TextField label={fields.name} hint={fields.nameHint} required />
        <TextField label={fields.number} figures inputMode="numeric" required />
        <PartialDateField label={fields.birth} required />
        <DateField label={fields.validTo} hint={fields.dateHint} />
        <Select label={fields.purpose} options={options(samples.purposes)} />
        <Combobox label={fields.area} options={options(samples.areas)} />
        <RadioGroup label={fields.sex} options={options(samples.sexes)} inline />
        <PasswordField label={fields.password} />
        <WholeRow>
          <WeekdaysField label={fields.days} defaultValue={[0, 1, 2, 3, 4]} />
        </WholeRow>
        <WholeRow>
          <TimeWindowsField
            label={fields.hours}
            defaultValue={[
              { from: 480, to: 690 },
              { from: 1320, to: 120 },
            ]}
          />
        </WholeRow>
        <WholeRow>
          <TextArea label={fields.note} hint={fields.noteHint} />
        </WholeRow>
        <WholeRow>
          <Checkbox label={fields.notify} hint={fields.notifyHint} />
        </WholeRow>
      </EntryForm>
    </Panel>
  )
}

function Special() {
  return (
    <Panel title={samples.sections.disabled}>
      <EntryForm>
        <TextField label={fields.name} defaultValue={samples.person} saved />
        <TextField
          label={fields.number}
          figures
          defaultValue="00120200045"
          error={fields.numberError}
          required
        />
        <PartialDateField label={fields.birth} defaultValue="1985" readOnly />
        <DateField label={fields.validTo} defaultValue="31/12/2026" disabled />
        <Select
          label={fields.purpose}
          options={options(samples.purposes)}
          defaultValue="1"
          error={fields.agreeError}
        />
        <Combobox label={fields.area} options={options(samples.areas)} defaultValue="2" disabled />
        <RadioGroup label={fields.sex} options={options(samples.sexes)} defaultValue="0" disabled />
        <PasswordField label={fields.pin} error={fields.numberError} inputMode="numeric" />
        <WholeRow>
          <TimeWindowsField label={fields.hours} />
        </WholeRow>
        <WholeRow>
          <Checkbox label={fields.agree} error={fields.agreeError} />
          <Checkbox label={fields.notify} defaultChecked />
          <Checkbox label={fields.notify} mixed />
          <Checkbox label={fields.notify} disabled />
        </WholeRow>
      </EntryForm>
    </Panel>
  )
}
