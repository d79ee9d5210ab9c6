import { type ComponentProps, useState } from 'react'
import { mostByFile } from '../../../contract/policy/rules.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isCount } from './answers.ts'
import { valueOf } from './fields.ts'
import { RowsField } from './RowsField.tsx'

/** The list of an organisation: typed row by row, or only how many people it has where it comes by file. */
export function ListField(props: ComponentProps<typeof RowsField>) {
  const { form, name, frame } = props
  const text = useText().registration.rows
  const locale = useLocale()
  const [isByFile, setByFile] = useState(() => isCount(valueOf(form.settled, name)))
  return (
    <>
      <RadioGroup
        label={text.how}
        inline
        defaultValue={isByFile ? 'file' : 'here'}
        options={[
          { value: 'here', label: text.here },
          { value: 'file', label: text.byFile },
        ]}
        onChange={(event) => {
          form.note({ [name]: '' })
          setByFile(event.currentTarget.value === 'file')
        }}
      />
      {isByFile ? (
        <TextField
          label={text.people}
          required={frame.required}
          error={frame.error}
          hint={text.byFileHint(figure(locale, mostByFile))}
          figures
          inputMode="numeric"
          {...form.input(name)}
        />
      ) : (
        <RowsField {...props} />
      )}
    </>
  )
}
