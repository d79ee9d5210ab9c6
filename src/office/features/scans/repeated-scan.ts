import type { Recognised } from '../../../contract/desk/scans.ts'

/** Compares each card with what the same card gave when it was scanned before. */
export type RepeatedScan = {
  /** The same read, with a warning when the two readings of one card differ. */
  compared(read: Recognised): Recognised
  forget(): void
}

/** A card scanned twice is scanned within minutes; longer, a person's data would only lie about. */
const rememberedMs = 5 * 60_000
const remembered = 20

type Earlier = { readonly card: string; readonly fields: string; readonly at: number }

/**
 * A letter lost on the way leaves a text that could be right. The card scanned again tells: one card has one text, so
 * two readings that differ mean that one of them is wrong. In memory only. `now` is a clock that does not jump.
 */
export function createRepeatedScan(now: () => number): RepeatedScan {
  let earlier: readonly Earlier[] = []
  return {
    compared(read) {
      const card = cardOf(read)
      if (card === null) return read
      const fields = JSON.stringify([read.fullName, read.birthDate, read.sex, read.address, read.oldIdNumber])
      const kept = earlier.filter(({ at }) => now() - at < rememberedMs)
      const before = kept.find((one) => one.card === card)
      earlier = [{ card, fields, at: now() }, ...kept.filter((one) => one !== before)].slice(0, remembered)
      if (before === undefined || before.fields === fields) return read
      return { ...read, warnings: [...read.warnings, 'differs-from-last-scan'] }
    },
    forget() {
      earlier = []
    },
  }
}

/** Number and day of issue name one piece of plastic; null for what is damaged anyway, or no card with a name. */
function cardOf({ kind, accepted, damage, idNumber, issueDate, fullName }: Recognised): string | null {
  const isWhole = accepted && damage === null && fullName !== undefined && issueDate !== undefined
  return isWhole && idNumber !== undefined ? `${kind} ${idNumber} ${issueDate}` : null
}
