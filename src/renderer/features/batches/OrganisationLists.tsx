import { useNavigate } from '@tanstack/react-router'
import { ListPlus } from 'lucide-react'
import { listBatches } from '../../../contract/desk/batches.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickList } from '../../ui/PickList.tsx'
import styles from './Batches.module.css'

const confirmed: ReadonlySet<string> = new Set(['approved', 'sealed', 'recorded', 'handed-over'])

/** On the page of an organisation's case: the lists taken from it, and for the clerk the way to take one. */
export function OrganisationLists({ subject }: { subject: Case }) {
  const text = useBatchesText()
  const locale = useLocale()
  const navigate = useNavigate()
  const { roles } = useSession().session
  const { caseId, state, permit } = subject
  const read = useRoute(listBatches, { query: { organisation: caseId } }, ['cases'])
  const mayTake = roles.includes('clerk') && confirmed.has(state) && !permit?.withdrawn
  const take = {
    key: 'Insert',
    label: text.intake.take,
    run: () => void navigate({ to: '/cases/$caseId/list', params: { caseId } }),
    when: mayTake,
  } as const
  useShortcuts([take])
  const batches = read.data?.batches ?? []
  return (
    <Panel
      title={text.intake.earlier}
      actions={mayTake ? <ActionButton action={take} icon={ListPlus} /> : undefined}
    >
      {batches.length === 0 ? (
        <p className={styles.muted}>{text.intake.noneEarlier}</p>
      ) : (
        <PickList
          label={text.intake.earlier}
          onPick={(batchId) => void navigate({ to: '/batches/$batchId', params: { batchId } })}
          picks={batches.map(({ batchId, takenAt, counts }) => ({
            key: batchId,
            title: showInstant(Date.parse(takenAt)),
            note: text.countsOf(figure(locale, counts.rows), figure(locale, counts.taken)),
          }))}
        />
      )}
    </Panel>
  )
}
