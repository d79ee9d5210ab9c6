import type { HouseholdItem } from '../../../contract/desk/households.ts'
import { stays } from '../../../contract/events/household-events.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { PartialDateField } from '../../ui/DateField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { birthText } from './birthText.ts'

type Props = {
  /** Null: a new one. */
  initial: HouseholdItem | null
  /** The part that leaves the household: its address is kept, its people are typed. */
  part: boolean
  zones: readonly { readonly code: string; readonly label: string }[]
  error: (name: string) => string | undefined
}

/** What the roster asks of a household. */
export function HouseholdFields({ initial, part, zones, error }: Props) {
  const text = useHouseholdsText()
  const { fields } = text
  const own = part ? null : initial
  return (
    <>
      <TextField
        name="head"
        label={fields.head}
        defaultValue={own?.head ?? ''}
        error={error('head')}
        required
      />
      <TextField
        name="address"
        label={fields.address}
        defaultValue={initial?.address ?? ''}
        error={error('address')}
        required
      />
      <TextField
        name="group"
        label={fields.group}
        defaultValue={initial?.group ?? ''}
        error={error('group')}
        required
      />
      <TextField
        name="stairwell"
        label={fields.stairwell}
        defaultValue={initial?.stairwell ?? ''}
        error={error('stairwell')}
      />
      <TextField
        name="order"
        label={fields.order}
        hint={fields.orderHint}
        inputMode="numeric"
        figures
        defaultValue={initial?.order ?? 0}
        error={error('order')}
      />
      <TextField
        name="members"
        label={fields.members}
        inputMode="numeric"
        figures
        defaultValue={own?.members ?? 1}
        error={error('members')}
        required
      />
      <TextField
        name="shopper"
        label={fields.shopper}
        hint={fields.shopperHint}
        defaultValue={own?.shopper.fullName ?? ''}
        error={error('shopper')}
      />
      <TextField
        name="idNumber"
        label={fields.idNumber}
        figures
        defaultValue={own?.shopper.idNumber ?? ''}
        error={error('idNumber')}
      />
      <PartialDateField
        name="birthDate"
        label={fields.birthDate}
        hint={fields.birthHint}
        defaultValue={birthText(own?.shopper.birthDate ?? null)}
        error={error('birthDate')}
      />
      <Select
        name="zone"
        label={fields.zone}
        placeholder={fields.noZone}
        key={zones.length}
        options={zones.map(({ code, label }) => ({ value: code, label }))}
        defaultValue={initial?.zone ?? ''}
      />
      <Select
        name="stay"
        label={fields.stay}
        placeholder={false}
        options={stays.map((stay) => ({ value: stay, label: text.stays[stay] }))}
        defaultValue={own?.stay ?? 'permanent'}
      />
      <TextField
        name="phone"
        type="tel"
        label={fields.phone}
        defaultValue={own?.phone ?? ''}
        error={error('phone')}
      />
      <TextField name="note" label={fields.note} defaultValue={own?.note ?? ''} error={error('note')} />
    </>
  )
}
