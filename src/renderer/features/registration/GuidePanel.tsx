import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ChipChoice } from '../../ui/ChipChoice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CategoryField, CategoryNotice, PapersField } from './CategoryField.tsx'
import { ListedByField } from './ListedByField.tsx'
import { PlacesField } from './PlacesField.tsx'
import { rememberProcedure } from './procedureChoice.ts'
import styles from './Registration.module.css'
import { asksPlaces, asksZone, onlyCategory, type Rules, zoneAllows } from './rules.ts'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'

type Props = { form: ApplicationForm; rules: Rules }

/**
 * What is settled before anything is typed: which procedure, whose authority and since when, which zone and places,
 * whose list.
 */
export function GuidePanel({ form, rules }: Props) {
  const text = useText().registration.guide
  return (
    <section aria-label={text.title} className={styles.guide}>
      {form.isOpen && <ProcedureChoice form={form} rules={rules} />}
      <div className={styles.guideRow}>
        <div className={styles.guideCategory}>
          <CategoryField form={form} />
        </div>
        {asksZone(rules) && <ZoneChoice form={form} rules={rules} />}
        {asksPlaces(rules) && <PlacesField form={form} places={rules.pack.places} />}
      </div>
      <CategoryNotice form={form} />
      <ZoneNotice form={form} rules={rules} />
      <PapersField form={form} />
      {rules.procedure.listedBy !== undefined && (
        <ListedByField key={rules.procedure.id} form={form} procedure={rules.procedure.listedBy} />
      )}
    </section>
  )
}

function ProcedureChoice({ form, rules }: Props) {
  const text = useText().registration
  const { procedures } = rules.pack
  useShortcuts([{ key: 'Shift+F6', label: text.guide.procedures, run: () => form.focus('procedure') }])
  const choose = (id: string) => {
    const procedure = procedures.find((one) => one.id === id)
    rememberProcedure(id)
    const { category } = form.read()
    const keeps = procedure?.categories.includes(Number(category)) ?? false
    form.note({ procedure: id, ...(keeps ? {} : { category: onlyCategory(procedure), looked: '' }) })
  }
  return (
    <ChipChoice
      label={text.fields.procedure}
      name="procedure"
      large
      chips={procedures.map(({ id, title }) => ({ value: id, label: title }))}
      value={rules.procedure.id}
      onChange={choose}
    />
  )
}

function ZoneChoice({ form, rules }: Props) {
  const text = useText().registration
  const error = useFieldError(form)
  const chips = rules.pack.zones.map(({ code, label, colour }) => ({
    value: code,
    label,
    colour,
    // The colour is said in words too, unless the zone is called by it.
    note: label.toLocaleLowerCase('vi').includes(colourWord(text.guide.colours[colour]))
      ? undefined
      : text.guide.colours[colour],
  }))
  return (
    <ChipChoice
      label={text.fields.zone}
      required
      name="zone"
      chips={chips}
      value={form.settled.zone}
      error={error('zone')}
      onChange={(zone) => form.note({ zone })}
    />
  )
}

function colourWord(colour: string): string {
  return colour.split(' ').at(-1)?.toLocaleLowerCase('vi') ?? colour
}

/** A zone that does not let the chosen group apply is said at once, with what it allows. */
function ZoneNotice({ form, rules }: Props) {
  const text = useText().registration.guide
  const { zone, category } = form.settled
  const chosen = asksZone(rules) ? rules.pack.zones.find(({ code }) => code === zone) : undefined
  if (!chosen || category === '' || zoneAllows(chosen, Number(category))) return null
  return (
    <Notice live="alert" tone="warning" title={text.zoneBars(chosen.label)}>
      {chosen.allows}
    </Notice>
  )
}
