import { X } from 'lucide-react'
import { useState } from 'react'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { readCodes } from './fields.ts'
import styles from './Registration.module.css'
import type { ApplicationForm } from './useApplicationForm.ts'

/** As many as a paper names. */
const most = 12

type Props = { form: ApplicationForm; places: RulePack['places'] }

/** Where a paper holds: found by typing, kept as chips; a press takes one away again. */
export function PlacesField({ form, places }: Props) {
  const text = useText().registration
  const chosen = readCodes(form.settled.places)
  const [turn, setTurn] = useState(0)
  const write = (codes: readonly string[]) => form.note({ places: codes.join(',') })
  const left = places.filter(({ code }) => !chosen.includes(code))
  const add = (code: string | null) => {
    if (code === null || chosen.length >= most) return
    write([...chosen, code])
    // The box is empty again for the next one.
    setTurn((before) => before + 1)
  }
  return (
    <div className={styles.places} data-field="places">
      <Combobox
        key={turn}
        label={text.fields.places}
        placeholder={text.guide.addPlace}
        options={left.map(({ code, label }) => ({ value: code, label }))}
        disabled={chosen.length >= most}
        onChange={add}
      />
      <ul className={styles.placeChips} aria-label={text.fields.places}>
        {chosen.map((code) => {
          const label = places.find((one) => one.code === code)?.label ?? code
          return (
            <li key={code}>
              <Button
                icon={X}
                aria-label={text.guide.removePlace(label)}
                onClick={() => write(chosen.filter((one) => one !== code))}
              >
                {label}
              </Button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
