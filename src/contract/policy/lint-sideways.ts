import { ruleOf } from '../../domain/case.ts'
import type { SidewaysAct, Step, StepKind } from '../../domain/workflow.ts'
import { type Finding, finding, findRepeated } from './finding.ts'
import type { JsonPath } from './json-text.ts'
import { sidewaysWords, stepWords } from './words.ts'

/** Acts that would leave a sealed paper out of the office's hand. */
const notAfterSealing: ReadonlySet<SidewaysAct> = new Set(['return', 'refuse', 'send-back', 'transfer'])
/** Anybody's of the office, wherever the case waits. */
const everywhere: ReadonlySet<SidewaysAct> = new Set(['stop', 'transfer'])

/**
 * What is wrong with the acts beside a step: those impossible there, and a step at which nobody may say no. Once a paper
 * is sealed only stopping is left, because everything else would leave it in somebody's hand.
 */
export function sidewaysFindings(step: Step, isSealed: boolean, path: JsonPath): Finding[] {
  const { vi, en } = stepWords[step.step]
  const wrong = step.may.flatMap((act, at) =>
    isPossibleAt(act, step, isSealed)
      ? []
      : [
          finding(
            [...path, 'may', at],
            `Ở bước “${vi}” không thể “${sidewaysWords[act].vi}”.`,
            `“${sidewaysWords[act].en}” is not possible at the step “${en}”.`,
          ),
        ],
  )
  const repeated = findRepeated([...path, 'may'], step.may, (act) => act, { vi: 'Việc', en: 'The act' })
  return [...repeated, ...wrong, ...noFindings(step, path)]
}

function isPossibleAt(act: SidewaysAct, { step, by }: Step, isSealed: boolean): boolean {
  if (step === 'city-approve') return act === 'city-refuse'
  if (act === 'city-refuse') return false
  if (isSealed && notAfterSealing.has(act)) return false
  return everywhere.has(act) || by.some((role) => ruleOf(act).roles.includes(role))
}

/** How somebody says no at a step; where a step decides, only with a refusal and its letter. */
const noes: Readonly<Partial<Record<StepKind, readonly SidewaysAct[]>>> = {
  verify: ['return', 'refuse'],
  confirm: ['return', 'refuse'],
  submit: ['return', 'refuse'],
  approve: ['refuse'],
  'city-approve': ['city-refuse'],
  seal: ['send-back'],
}

function noFindings({ step, may }: Step, path: JsonPath): Finding[] {
  const ways = noes[step]
  if (!ways || ways.some((act) => may.includes(act))) return []
  const { vi, en } = stepWords[step]
  return [
    finding(
      [...path, 'may'],
      `Ở bước “${vi}” không ai được nói không; thêm “${ways.map((act) => sidewaysWords[act].vi).join('” hoặc “')}”.`,
      `Nobody may say no at the step “${en}”; add ${ways.join(' or ')}.`,
    ),
  ]
}
