import { DatabaseZap, RotateCw } from 'lucide-react'
import type { OfficeState } from '../../../contract/desk/office.ts'
import { BareFrame } from '../../app/BareFrame.tsx'
import { readOfficeAnew } from '../../app/queryClient.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './SetUpPage.module.css'

/** A store that cannot be opened: what is wrong, that nothing was touched, what to do. */
export function UnusablePage({ office }: { office: OfficeState }) {
  const text = useText().setUp
  const locale = useLocale()
  const { problem } = office
  if (!problem) return null
  const steps: Readonly<Record<string, string>> = text.next
  return (
    <BareFrame office={office}>
      <div className={styles.narrow}>
        <Panel title={text.unusable} mark={<DatabaseZap size="1.3em" aria-hidden />}>
          <Notice
            tone="error"
            live="alert"
            title={locale === 'vi' ? problem.detail : problem.detailEn}
            next={steps[problem.code] ?? steps['other']}
          >
            {text.untouched}
          </Notice>
          <div>
            <Button variant="primary" icon={RotateCw} onClick={() => readOfficeAnew()}>
              {text.retry}
            </Button>
          </div>
        </Panel>
      </div>
    </BareFrame>
  )
}
