import { useEffect, useRef, useState } from 'react'
import { readPack } from '../../../contract/desk/cases.ts'
import { packName } from '../../../contract/desk/registration.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { ask } from '../../app/queries.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type CarriedOver, carryOver } from './carryOver.ts'
import type { ApplicationForm } from './useApplicationForm.ts'

/** Rules that took the place of those a form was drawn by, and what became of it. */
type RulesChange = CarriedOver & { readonly title: string }

type Props = { form: ApplicationForm; pack: RulePack | undefined }

/**
 * Says that a form is drawn by other rules than it was begun under: while it stood open, or since its draft was kept.
 * Everything typed stays; what has to be chosen again and what is new is told until the person puts it away.
 */
export function RulesChanged({ form, pack }: Props) {
  const text = useText().registration
  const locale = useLocale()
  const [change, dismiss] = useRulesChange(form, pack)
  if (!change) return null
  const again = change.again.map((name) => text.fields[name]).join(', ')
  return (
    <Notice
      live="alert"
      tone="warning"
      title={text.rulesNow(change.title)}
      next={again === '' ? text.rulesNext : text.rulesAgain(again)}
      onDismiss={dismiss}
    >
      {change.changes.length > 0 && (
        <ul>
          {change.changes.map(({ what, whatEn }) => (
            <li key={what}>{locale === 'vi' ? what : whatEn}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function useRulesChange(form: ApplicationForm, pack: RulePack | undefined) {
  const [change, setChange] = useState<RulesChange | null>(null)
  const last = useRef<RulePack | null>(null)
  useEffect(() => {
    if (!pack) return
    const { drawnBy } = form.read()
    const before = last.current && packName(last.current) === drawnBy ? last.current : null
    last.current = pack
    if (drawnBy === packName(pack)) return
    if (drawnBy === '') return form.hear({ drawnBy: packName(pack) })
    let gone = false
    const carry = async () => {
      const earlier = before ?? (await ask(readPack, { query: { pack: drawnBy } })).answer
      if (gone) return
      const carried = carryOver(form.read(), earlier, pack)
      form.put(carried.part)
      setChange({ ...carried, title: pack.title })
    }
    void carry()
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when the rules change; what is typed meanwhile is read then
  }, [pack])
  return [change, () => setChange(null)] as const
}
