import type { CivilDate } from '../../domain/calendar.ts'
import { type Finding, finding } from './finding.ts'
import { type JsonPath, pathText, readJson } from './json-text.ts'
import { chainFindings } from './lint-chain.ts'
import { clashFindings, dateFindings, earlierFindings, type KnownPack } from './lint-dates.ts'
import { formFindings } from './lint-form.ts'
import { listFindings } from './lint-lists.ts'
import { localOrigin } from './local.ts'
import { marketFindings } from './lint-market.ts'
import { packNotes } from './lint-notes.ts'
import { schemaFindings } from './lint-schema.ts'
import { packFormat, type RulePack, rulePackSchema } from './pack.ts'

/** One fault of a rule pack: the line of the text (from 1), where in it, and a sentence in both languages. */
export type PackFault = {
  readonly line: number
  readonly path: string
  readonly reason: string
  readonly reasonEn: string
}

/** What is known where a pack arrives. */
export type LintContext = {
  readonly today: CivilDate
  readonly known: readonly KnownPack[]
  /** Edited by the office itself from a pack that is there: it takes a version number of offices (`local.ts`). */
  readonly local?: boolean
  /** Came with the program: it may have begun already. */
  readonly shipped?: boolean
}

export type PackVerdict =
  /** May be kept and activated; `notes` are sentences worth reading before that. */
  | { readonly outcome: 'ok'; readonly pack: RulePack; readonly notes: readonly string[] }
  /** Made for a later version of the program: kept and announced, not applied. */
  | { readonly outcome: 'too-new' }
  /** The first hundred faults in the order of their lines, and how many there are; the first is repeated on top. */
  | ({
      readonly outcome: 'refused'
      readonly faults: readonly PackFault[]
      readonly total: number
    } & PackFault)

/** More than anybody mends before judging the file again. */
const mostFaults = 100

/**
 * Judges the text of a rule pack before anybody relies on it: JSON, schema, chains, forms, references, days, numbers,
 * and how it goes with the packs that are there. A pack that passes never leaves a case without a way out, asks for
 * nothing that nobody sees, and lets no paper out that one person made alone. Reads nothing but its arguments.
 */
export function lintPack(text: string, context: LintContext): PackVerdict {
  const json = readJson(text)
  if (!('value' in json)) {
    const { line, vi, en } = json
    return refused([{ line, path: '', reason: vi, reasonEn: en }], 1)
  }
  if (isTooNew(json.value)) return { outcome: 'too-new' }
  const parsed = rulePackSchema.safeParse(json.value)
  const findings = parsed.success
    ? packFindings(parsed.data, text, context)
    : schemaFindings(parsed.error.issues, json.value)
  if (findings.length > 0) return refused(inOrder(findings, json.lineOf), findings.length)
  // Without findings the schema held.
  const pack = parsed.data as RulePack
  return { outcome: 'ok', pack, notes: packNotes(pack, context.known) }
}

/** Whether a text is a pack made for a later version of the program; false where it does not read at all. */
export function isTooNewPack(text: string): boolean {
  const json = readJson(text)
  return 'value' in json && isTooNew(json.value)
}

function isTooNew(value: unknown): boolean {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null
  return typeof format === 'number' && format > packFormat
}

function packFindings(pack: RulePack, text: string, context: LintContext): Finding[] {
  return [
    ...dateFindings(pack, context.today, context.shipped ?? false),
    ...numberFindings(pack, context.local ?? false),
    ...clashFindings(pack, text, context.known),
    ...earlierFindings(pack),
    ...listFindings(pack),
    ...marketFindings(pack),
    ...pack.procedures.flatMap((procedure, at) => [
      ...chainFindings(procedure, ['procedures', at]),
      ...formFindings(procedure, ['procedures', at]),
    ]),
  ]
}

/** Numbers of packs that an office edited are apart from the publisher's, so that neither is taken for the other. */
function numberFindings(pack: RulePack, isLocal: boolean): Finding[] {
  if (isLocal === (localOrigin(pack.version) !== null)) return []
  return [
    isLocal
      ? finding(
          ['version'],
          'Bộ do phường chỉnh phải mang số phiên bản dành cho phường.',
          'A pack the office edited takes a version number of offices.',
        )
      : finding(
          ['version'],
          'Số phiên bản này dành cho bộ do phường tự chỉnh; nơi ban hành dùng số nhỏ hơn 32768.',
          'This version number is for packs an office edited; publishers use numbers below 32768.',
        ),
  ]
}

function inOrder(findings: readonly Finding[], lineOf: (path: JsonPath) => number): PackFault[] {
  return findings
    .map((found) => ({ found, line: lineOf(found.path) }))
    .sort((one, other) => one.line - other.line)
    .slice(0, mostFaults)
    .map(({ found: { path, vi, en }, line }) => ({ line, path: pathText(path), reason: vi, reasonEn: en }))
}

function refused(faults: readonly PackFault[], total: number): PackVerdict {
  const [first] = faults
  if (!first) throw new Error('a refusal without a fault')
  return { outcome: 'refused', ...first, faults, total }
}
