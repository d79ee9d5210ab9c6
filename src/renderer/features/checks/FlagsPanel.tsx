import { useNavigate } from '@tanstack/react-router'
import { FolderOpen } from 'lucide-react'
import type { FlaggedPaper } from '../../../contract/desk/checks.ts'
import { figure, showInstant } from '../../text/figures.ts'
import type { Locale } from '../../text/Text.tsx'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Checks.module.css'

/** Papers that were seen as no single paper can be, and what to do about each. */
export function FlagsPanel({ flags }: { flags: readonly FlaggedPaper[] }) {
  const text = useText().checks.counts
  return (
    <Panel
      title={text.flags}
      mark={<Badge tone={flags.length > 0 ? 'error' : 'neutral'}>{flags.length}</Badge>}
    >
      <p className={styles.note}>{flags.length === 0 ? text.flagsNone : text.flagsNext}</p>
      {flags.length > 0 && (
        <ul className={styles.flags} aria-label={text.flags}>
          {flags.map((flagged) => (
            <Flag key={JSON.stringify(flagged.flag)} flagged={flagged} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Flag({ flagged }: { flagged: FlaggedPaper }) {
  const text = useText()
  const words = text.checks.counts
  const locale = useLocale()
  const navigate = useNavigate()
  const { by, flag, case: ours } = flagged
  return (
    <li className={styles.flag}>
      <span>
        <strong>
          {text.verify.kinds[flag.paperKind]}
          {ours?.permitNumber ? ` ${ours.permitNumber}` : ''}
        </strong>
        {' – '}
        {flagWords(flag, words, locale)} <span className={styles.muted}>({words.by[by]})</span>
      </span>
      {ours ? (
        <span className={styles.sum}>
          {ours.withdrawn && <Badge tone="success">{words.withdrawn}</Badge>}
          <Button
            icon={FolderOpen}
            onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId: ours.caseId } })}
          >
            {words.openCase}
          </Button>
        </span>
      ) : (
        <span className={styles.note}>{words.unknownCase}</span>
      )}
    </li>
  )
}

function flagWords(flag: FlaggedPaper['flag'], text: Texts['checks']['counts'], locale: Locale): string {
  const seen = ({ at, place }: { at: string; place: { name: string } }) =>
    text.seenAt(place.name, showInstant(Date.parse(at)))
  if (flag.kind === 'too-many-visits') {
    const [made, allowed, days] = [flag.made, flag.allowed, flag.days].map((count) => figure(locale, count))
    return text.tooMany(made ?? '', allowed ?? '', days ?? '', seen(flag.last))
  }
  const far = flag.kilometres === null ? '' : ` (${text.kilometres(figure(locale, flag.kilometres))})`
  return `${text.tooFar(seen(flag.first), seen(flag.second))}${far}`
}
