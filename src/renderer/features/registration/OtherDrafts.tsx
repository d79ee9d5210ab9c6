import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './Registration.module.css'
import type { OpenedDraft } from './useOpenedDraft.ts'

/** As many other drafts as have a button each; more are a list. */
const mostButtons = 3

/** Other unfinished forms, by the name in them. */
export function OtherDrafts({ drafts }: { drafts: OpenedDraft }) {
  const text = useText().registration.draft
  const locale = useLocale()
  const { others, reopen } = drafts
  if (others.length === 0) return null
  const named = others.map((draft) => ({
    draft,
    name: draft.fields['fullName'] || draft.fields['idNumber'] || text.unnamed,
  }))
  if (others.length > mostButtons)
    return (
      <Select
        label={text.others}
        labelHidden
        className={styles.manyDrafts}
        placeholder={text.many(figure(locale, others.length))}
        options={named.map(({ draft, name }) => ({ value: draft.draftId, label: name }))}
        onChange={({ currentTarget }) => {
          const picked = others.find(({ draftId }) => draftId === currentTarget.value)
          if (picked) reopen(picked)
        }}
      />
    )
  return (
    <span className={styles.drafts} role="group" aria-label={text.others}>
      <span className={styles.quiet}>{text.others}:</span>
      {named.map(({ draft, name }) => (
        <Button key={draft.draftId} variant="quiet" onClick={() => reopen(draft)}>
          {name}
        </Button>
      ))}
    </span>
  )
}
