import { z } from 'zod'
import { printed } from '../printed.ts'
import { packCode } from '../events/parts.ts'
import { type RulePack, rulePackSchema } from './pack.ts'

/**
 * Packs an office has edited keep the id of the pack they were made from, so that accounts, papers and later decisions
 * about that pack go for them too. Their version numbers are apart from the city's, which counts on undisturbed:
 * 32,768 + 64 × the version they were made from + how many times it was edited.
 */
const firstLocal = 32_768
const mostEdits = 63
const mostOrigin = 511

/** Where a version made by an office comes from; null for a version of whoever publishes the pack. */
export function localOrigin(version: number): { readonly origin: number; readonly edit: number } | null {
  if (version < firstLocal) return null
  const count = version - firstLocal
  return { origin: Math.floor(count / (mostEdits + 1)), edit: count % (mostEdits + 1) }
}

/** The version of the next edit of a version, given those that are there; null when its numbers are used up. */
export function nextLocalVersion(version: number, known: readonly number[]): number | null {
  const origin = localOrigin(version)?.origin ?? version
  const edits = known.flatMap((one) => {
    const local = localOrigin(one)
    return local?.origin === origin ? [local.edit] : []
  })
  const edit = Math.max(0, ...edits) + 1
  return origin > mostOrigin || edit > mostEdits ? null : firstLocal + origin * (mostEdits + 1) + edit
}

const { deadline, validity, receipt, signing } = rulePackSchema.shape
const texts = z.array(z.strictObject({ code: packCode, label: printed(120) })).max(40)

/** The lists of reasons whose texts an office may word itself. */
export const reasonLists = [
  'returnReasons',
  'refusalReasons',
  'stopReasons',
  'transferReasons',
  'extensionReasons',
] as const
export type ReasonList = (typeof reasonLists)[number]

/** What an office may set itself in a rule pack; everything else is whoever published it. */
export const ownSettingsSchema = z.strictObject({
  /** First day of the edited pack. */
  effectiveFrom: z.iso.date(),
  signing,
  /** When the office works; how many working days a case may take stays as published. */
  hours: deadline.omit({ workingDays: true }),
  receipt,
  validity: validity.pick({ maxDays: true, defaultDays: true }),
  reasons: z.strictObject({
    returnReasons: texts,
    refusalReasons: texts,
    stopReasons: texts,
    transferReasons: texts,
    extensionReasons: texts,
  }),
})
export type OwnSettings = z.input<typeof ownSettingsSchema>

/** What a pack says about everything an office may set itself. */
export function ownSettingsOf(pack: RulePack): Omit<OwnSettings, 'effectiveFrom'> {
  const { workingDays: _workingDays, ...hours } = pack.deadline
  const { maxDays, defaultDays } = pack.validity
  const { returnReasons, refusalReasons, stopReasons, transferReasons, extensionReasons } = pack
  return {
    signing: pack.signing,
    hours,
    receipt: pack.receipt,
    validity: { maxDays, defaultDays },
    reasons: { returnReasons, refusalReasons, stopReasons, transferReasons, extensionReasons },
  }
}

/**
 * Where settings go beyond what the pack they change allows, as paths: papers valid for longer, reasons taken away,
 * added or given another code. Empty: they may be made a pack of.
 */
export function beyondPack(settings: OwnSettings, base: RulePack): string[] {
  const { maxDays, defaultDays } = settings.validity
  const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code).join()
  return [
    ...(maxDays > base.validity.maxDays ? ['validity.maxDays'] : []),
    ...(defaultDays > maxDays ? ['validity.defaultDays'] : []),
    ...reasonLists
      .filter((list) => codes(settings.reasons[list]) !== codes(base[list]))
      .map((list) => `reasons.${list}`),
  ]
}

/**
 * A pack with an office's own settings. Chains, fields, groups and zones are untouched; a procedure's own deadline keeps
 * its working days. `earlier` is what still has to be said about papers of before.
 */
export function withOwnSettings(
  base: RulePack,
  settings: OwnSettings,
  version: number,
  earlier: RulePack['earlier'],
): unknown {
  const { effectiveFrom, signing: signs, hours, receipt: words, validity: days, reasons } = settings
  return {
    ...base,
    version,
    effectiveFrom,
    signing: signs,
    deadline: { ...base.deadline, ...hours },
    receipt: words,
    validity: { ...base.validity, ...days },
    ...reasons,
    earlier,
    procedures: base.procedures.map((procedure) =>
      procedure.deadline ? { ...procedure, deadline: { ...procedure.deadline, ...hours } } : procedure,
    ),
  }
}
