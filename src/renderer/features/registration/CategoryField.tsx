import { packName } from '../../../contract/desk/registration.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FieldSet } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { readCodes } from './fields.ts'
import styles from './Registration.module.css'
import { type Category, categoriesOf, categoryBar, type Rules } from './rules.ts'
import { type ApplicationForm, civilToday } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'

/** In which group somebody applies, and whose decision that is where the pack has several authorities. */
export function CategoryField({ form }: { form: ApplicationForm }) {
  const text = useText().registration
  const error = useFieldError(form)
  const { rules, settled, input } = form
  const chosen = chosenCategory(form)
  const authorities = new Set(rules?.pack.categories.map(({ authority }) => authority.name))
  // What is barred says so itself, below.
  const says =
    chosen &&
    categoryBar(chosen, civilToday()) === null &&
    (authorities.size > 1 || chosen.authority.scope !== null)
  const hint = says ? text.guide.authority(chosen.authority.name, chosen.authority.scope) : undefined
  const { onChange, ...rest } = input('category')
  return (
    <Select
      label={text.fields.category}
      required
      // The list comes after the form, with the procedure and its rules: the choice of a draft must find its option.
      key={rules ? `${packName(rules.pack)} ${rules.procedure.id}` : 'away'}
      options={optionsOf(rules, settled.category, text.guide)}
      error={error('category')}
      {...(rules === null ? { hint: text.packAway } : hint ? { hint } : {})}
      {...rest}
      onChange={(event) => {
        void onChange(event)
        // What follows from the choice is said at once, not only when the field is left.
        form.note({ category: event.currentTarget.value, looked: '' })
      }}
    />
  )
}

/** The category chosen in a form; null when there is none. */
function chosenCategory({ rules, settled }: ApplicationForm): Category | null {
  const found = rules && categoriesOf(rules).find(({ code }) => code === Number(settled.category))
  return found ?? null
}

/** What is chosen but cannot be had here or today: where to go, or when to come back. */
export function CategoryNotice({ form }: { form: ApplicationForm }) {
  const text = useText().registration.guide
  const chosen = chosenCategory(form)
  const bar = chosen && categoryBar(chosen, civilToday())
  if (!chosen || bar === null) return null
  const { name } = chosen.authority
  if (bar === 'elsewhere')
    return <Notice live="alert" tone="warning" title={text.elsewhere(name)} next={text.elsewhereNext(name)} />
  const from = chosen.opens ? showDate(chosen.opens) : ''
  return <Notice live="alert" tone="warning" title={text.later(from)} next={text.laterNext(from)} />
}

/** The papers a category asks for, to be ticked off as they are looked at. */
export function PapersField({ form }: { form: ApplicationForm }) {
  const text = useText().registration.guide
  const chosen = chosenCategory(form)
  const papers = chosen?.requires ?? []
  // Nobody looks at papers of what cannot be applied for here.
  if (!chosen || papers.length === 0 || categoryBar(chosen, civilToday()) !== null) return null
  const looked = new Set(readCodes(form.settled.looked))
  const tick = (paper: string, isOn: boolean) => {
    const next = new Set(looked)
    if (isOn) next.add(paper)
    else next.delete(paper)
    form.note({ looked: [...next].join(',') })
  }
  return (
    <FieldSet label={text.papers}>
      <div className={styles.papers}>
        {papers.map((paper, index) => (
          <Checkbox
            key={paper}
            name="looked"
            label={paper}
            checked={looked.has(String(index))}
            onChange={(event) => tick(String(index), event.currentTarget.checked)}
          />
        ))}
      </div>
    </FieldSet>
  )
}

/** What can be chosen. Until the list is there, what was chosen is kept in the field: leaving it must not empty it. */
function optionsOf(rules: Rules | null, chosen: string, text: Texts['registration']['guide']) {
  if (!rules) return chosen === '' ? [] : [{ value: chosen, label: '…' }]
  return categoriesOf(rules).map((category) => ({
    value: String(category.code),
    label: labelOf(category, text),
  }))
}

function labelOf(category: Category, text: Texts['registration']['guide']): string {
  const { label, authority, opens } = category
  const bar = categoryBar(category, civilToday())
  if (bar === 'elsewhere') return text.optionElsewhere(label, authority.name)
  return bar === 'later' && opens ? text.optionLater(label, showDate(opens)) : label
}
