import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown, X } from 'lucide-react'
import { fold } from '../../domain/text/fold.ts'
import { useText } from '../text/Text.tsx'
import styles from './Combobox.module.css'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'
import type { Option } from './Select.tsx'

type Props = FieldFrame & {
  options: readonly Option[]
  /** The chosen option's `value`; the component keeps it afterwards. */
  defaultValue?: string | null
  onChange?: (value: string | null) => void
  placeholder?: string
  disabled?: boolean
  className?: string
  onBlur?: () => void
}

/**
 * A choice among many, found by typing any part of it without diacritics ("vi du" finds "Ví Dụ"). Nothing is
 * completed inside the box, which Unikey's Backspace would eat.
 */
export function Combobox({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  options,
  defaultValue,
  onChange,
  placeholder,
  disabled,
  onBlur,
}: Props) {
  const text = useText().kit.field
  return (
    <Base.Root
      items={options}
      defaultValue={options.find((option) => option.value === defaultValue) ?? null}
      onValueChange={(option: Option | null) => onChange?.(option?.value ?? null)}
      itemToStringLabel={(option: Option) => option.label}
      isItemEqualToValue={(one: Option, other: Option) => one.value === other.value}
      filter={(option: Option, query: string) => matches(option, query)}
      autoHighlight
      disabled={disabled ?? false}
    >
      <Field {...{ label, hint, error, required, saved, labelHidden, className }}>
        {(wiring) => (
          <Base.InputGroup className={inputs.group} data-invalid={error === undefined ? undefined : ''}>
            <Base.Input
              {...wiring}
              className={inputs.bare}
              placeholder={placeholder ?? text.choose}
              spellCheck={false}
              onBlur={onBlur}
            />
            <Base.Clear className={styles.icon} aria-label={text.clear} tabIndex={-1}>
              <X size="1.1em" aria-hidden />
            </Base.Clear>
            <Base.Trigger className={styles.icon} aria-label={text.showList} tabIndex={-1}>
              <ChevronDown size="1.1em" aria-hidden />
            </Base.Trigger>
          </Base.InputGroup>
        )}
      </Field>
      <Choices label={label} />
    </Base.Root>
  )
}

/** The list under the box: what matches, or that nothing does. */
function Choices({ label }: { label: string }) {
  const text = useText().kit.field
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} className={styles.positioner}>
        <Base.Popup className={styles.popup} aria-label={label}>
          <Base.Empty>
            <div className={styles.empty}>{text.nothingFound}</div>
          </Base.Empty>
          <Base.List className={styles.list}>
            {(option: Option) => (
              <Base.Item
                key={option.value}
                value={option}
                disabled={option.disabled ?? false}
                className={styles.item}
              >
                <Base.ItemIndicator className={styles.check}>
                  <Check size="1.1em" aria-hidden />
                </Base.ItemIndicator>
                <span className={styles.label}>{option.label}</span>
                {option.hint && <span className={styles.hint}>{option.hint}</span>}
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

/** Every word typed occurs somewhere in the option, in any order. */
function matches(option: Option, query: string): boolean {
  const searched = fold(`${option.label} ${option.hint ?? ''}`)
  return fold(query)
    .split(' ')
    .every((word) => searched.includes(word))
}
