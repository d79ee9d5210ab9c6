import type { ReaderCheckState } from '../../../contract/desk/readers.ts'
import type { TestCodeId } from '../../../domain/identity/test-codes.ts'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { compared, type Excerpt } from './compared.ts'
import styles from './Readers.module.css'
import { outcomeTone } from './verdictTones.ts'

type Props = {
  state: ReaderCheckState
  codes: readonly { readonly id: TestCodeId; readonly text: string }[]
}

/** What has just arrived beside what the code holds, where they part. */
export function Arrived({ state, codes }: Props) {
  const text = useText().readers
  const last = state.report.codes.find(({ id }) => id === state.latest)
  const wanted = codes.find(({ id }) => id === state.latest)?.text
  if (!last || last.arrived === null || wanted === undefined) {
    return (
      <Panel title={text.arrived} className={styles.arrived}>
        <p role="status">{text.arrivedNone}</p>
        <p className={styles.muted}>{text.arrivedNoneNext}</p>
      </Panel>
    )
  }
  const both = compared(wanted, last.arrived)
  return (
    <Panel
      className={styles.arrived}
      title={text.arrived}
      mark={
        last.outcome && (
          <StatusChip tone={outcomeTone(last.outcome)}>
            {text.codes[last.id]}: {text.outcomes[last.outcome]}
          </StatusChip>
        )
      }
    >
      <div role="status">
        <dl className={styles.both}>
          <dt>{text.wanted}</dt>
          <dd>
            <Shown excerpt={both.wanted} />
          </dd>
          <dt>{text.got}</dt>
          <dd>
            <Shown excerpt={both.got} />
          </dd>
        </dl>
      </div>
    </Panel>
  )
}

function Shown({ excerpt: { same, first, rest } }: { excerpt: Excerpt }) {
  return (
    <code className={styles.raw}>
      {same}
      {first && <mark className={styles.parted}>{first}</mark>}
      {rest}
    </code>
  )
}
