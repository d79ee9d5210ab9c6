import type { Texts } from '../../text/vi.ts'

/** What a reader is called on the screen: its own name, or ours for those that have none. */
export function readerLabel(
  { source, label }: { readonly source: string; readonly label: string },
  text: Texts['readers'],
): string {
  if (source === 'simulated') return text.simulated
  return source === 'keyboard' ? text.keyboard : label
}
