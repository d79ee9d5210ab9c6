import { recogniseScan } from '../../domain/identity/recognise.ts'

/**
 * Whether a pasted text is a scan rather than words for the field it is pasted into. Into a field only what nobody
 * would type there (a card's text, a permit's code, a machine-readable zone) is one; elsewhere everything is.
 */
export function isScan(pasted: string, intoField: boolean): boolean {
  if (pasted.trim() === '') return false
  if (!intoField) return true
  const { rule } = recogniseScan({ text: pasted })
  return ['card-', 'mrz-', 'permit-', 'health-card'].some((kind) => rule.startsWith(kind))
}
