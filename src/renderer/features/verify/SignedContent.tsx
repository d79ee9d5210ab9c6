import { useNavigate } from '@tanstack/react-router'
import { FolderOpen } from 'lucide-react'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { spanWords, weekdayWords, windowWords } from '../case/scheduleWords.ts'
import { LastDigits } from './LastDigits.tsx'
import styles from './Verify.module.css'

type Content = NonNullable<Verdict['content']>

/** What the issuer signed, and what to compare with the holder's ID document. Only when the signature held. */
export function SignedContent({ verdict }: { verdict: Verdict }) {
  const text = useText().verify
  const navigate = useNavigate()
  const { content, caseId } = verdict
  if (!content) return verdict.answer === 'unreadable' ? null : <Notice tone="error" title={text.unsigned} />
  return (
    <>
      <Compare content={content} />
      <Panel
        title={text.content}
        actions={
          caseId !== null && (
            <Button
              icon={FolderOpen}
              onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId } })}
            >
              {text.openCase}
            </Button>
          )
        }
      >
        <p className={styles.note}>{text.contentNote}</p>
        <Fields content={content} />
      </Panel>
    </>
  )
}

/**
 * What is compared with the card in the other hand. The signed digits are not shown: who reads them off the screen does
 * not look at the card.
 */
function Compare({ content }: { content: Content }) {
  const text = useText().verify
  return (
    <Panel title={text.compare}>
      <div className={styles.compare}>
        <Compared label={text.compareName} value={content.name} />
        {content.plate && <Compared label={text.comparePlate} value={content.plate} />}
      </div>
      {content.last4 && <LastDigits wanted={content.last4} name={content.name} />}
      <p className={styles.note}>{text.differs}</p>
    </Panel>
  )
}

function Compared({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <p className={styles.compareLabel}>{label}</p>
      <p className={styles.compareValue}>{value}</p>
    </div>
  )
}

function Fields({ content }: { content: Content }) {
  const text = useText()
  const locale = useLocale()
  const { fields } = text.verify
  const items: KeyValue[] = [
    { key: 'kind', label: fields.kind, value: text.verify.kinds[content.kind] },
    { key: 'number', label: fields.number, value: content.number, copy: content.number },
    { key: 'issuer', label: fields.issuer, value: content.issuer ?? undefined },
    { key: 'days', label: fields.days, value: spanWords(content, text, locale) },
    { key: 'weekdays', label: fields.weekdays, value: weekdayWords(content, text) },
    { key: 'windows', label: fields.windows, value: windowWords(content, text) },
    ...given('route', fields.route, content.text),
    ...given('organisation', fields.organisation, content.organisation),
  ]
  return <KeyValueList items={items} columns={2} />
}

function given(key: string, label: string, value: string | null): KeyValue[] {
  return value === null || value === '' ? [] : [{ key, label, value }]
}
