import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useText } from '../text/Text.tsx'
import { IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import { copyText } from './copyText.ts'
import styles from './KeyValueList.module.css'

export type KeyValue = {
  readonly key: string
  readonly label: string
  readonly value: ReactNode
  /** The text a button beside the value copies. */
  readonly copy?: string
  /** Stands out: differs from before, needs a look. */
  readonly marked?: boolean
}

/** What is known of one person or case, label beside value. */
export function KeyValueList({ items, columns = 1 }: { items: readonly KeyValue[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={classes(styles.list, styles[`columns${columns}`])}>
      {items.map((item) => (
        <div key={item.key} className={styles.item} data-marked={item.marked ? '' : undefined}>
          <dt>{item.label}</dt>
          <dd>
            <span>{item.value ?? '—'}</span>
            {item.copy !== undefined && <CopyButton content={item.copy} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function CopyButton({ content }: { content: string }) {
  const text = useText().kit.copy
  const [copied, setCopied] = useState(false)
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={copied ? text.copied : text.copy}
      className={styles.copy}
      onClick={() => setCopied(copyText(content))}
      onBlur={() => setCopied(false)}
    />
  )
}
