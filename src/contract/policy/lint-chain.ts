import { type CaseState, isClosed, ruleOf } from '../../domain/case.ts'
import { type Step, stateAfterStep, type StepKind, stepAfter } from '../../domain/workflow.ts'
import { type Finding, finding, findRepeated } from './finding.ts'
import type { JsonPath } from './json-text.ts'
import type { Procedure, RecordKind } from './pack.ts'
import { sidewaysFindings } from './lint-sideways.ts'
import { recordWords, roleWords, stepWords } from './words.ts'

/** Records that are papers with a signed code, which only somebody else than the registrar may let out. */
const paperRecords: ReadonlySet<RecordKind> = new Set(['permit', 'market-card', 'organisation'])
/** Records that may close with their registration. */
const plainRecords: ReadonlySet<RecordKind> = new Set(['declaration', 'status'])

/**
 * What is wrong with the approval chain of a procedure: steps twice, never reached or going round for ever, in an order
 * nobody can work in, given to a role that may not do them, without anybody who may say no; papers that are not decided
 * and sealed before they are handed over. A chain without findings has no dead end and holds four eyes.
 */
export function chainFindings(procedure: Procedure, path: JsonPath): Finding[] {
  const steps = [...path, 'steps']
  const chain = procedure.steps
  if (chain.length === 0) return plainFindings(procedure, steps)
  const broken = [
    ...findRepeated(steps, chain, ({ step }) => step, { vi: 'Bước', en: 'The step', member: 'step' }),
    ...sameStateFindings(chain, steps),
    ...chain.flatMap((step, at) => holderFindings(step, [...steps, at])),
    ...chain.flatMap((step, at) => goToFindings(step, chain, [...steps, at])),
  ]
  // The walk is only worth looking at once every step is what it says.
  if (broken.length > 0) return broken
  const way = walk(chain)
  return [
    ...wayFindings(chain, way, steps),
    ...orderFindings(chain, way.steps, steps),
    ...recordFindings(procedure, way.steps, steps),
    ...chain.flatMap((step, at) => sidewaysFindings(step, isSealedBefore(way.steps, step), [...steps, at])),
  ]
}

function plainFindings({ record }: Procedure, path: JsonPath): Finding[] {
  if (plainRecords.has(record)) return []
  const { vi, en } = recordWords[record]
  return [
    finding(
      path,
      `Loại hồ sơ “${vi}” phải có các bước giải quyết; chỉ khai báo và danh sách theo dõi được ghi nhận ngay.`,
      `The record “${en}” needs steps; only declarations and status lists are recorded at once.`,
    ),
  ]
}

/** Approving here and approving at the city end in the same state: a case would not know which of them it waits for. */
function sameStateFindings(chain: readonly Step[], path: JsonPath): Finding[] {
  const at = chain.findIndex(({ step }) => step === 'city-approve')
  if (at < 0 || !chain.some(({ step }) => step === 'approve')) return []
  return [
    finding(
      [...path, at, 'step'],
      'Một quy trình chỉ có một nơi quyết định: hoặc phường phê duyệt, hoặc thành phố quyết định.',
      'A chain has one decision: the ward approves, or the city does.',
    ),
  ]
}

function holderFindings({ step, by }: Step, path: JsonPath): Finding[] {
  const { vi, en } = stepWords[step]
  if (step === 'city-approve')
    return by.length === 0
      ? []
      : [
          finding(
            [...path, 'by'],
            `Bước “${vi}” do thành phố làm, không ghi vai trò nào của phường.`,
            `The step “${en}” is the city's; it names no role of the ward.`,
          ),
        ]
  const repeated = findRepeated([...path, 'by'], by, (role) => role, { vi: 'Vai trò', en: 'The role' })
  if (by.length === 0)
    return [
      finding(
        [...path, 'by'],
        `Bước “${vi}” không giao cho ai, hồ sơ sẽ nằm lại ở đó.`,
        `The step “${en}” is nobody's; cases would stay there.`,
      ),
    ]
  const allowed = ruleOf(step).roles
  const wrong = by.flatMap((role, at) =>
    allowed.includes(role)
      ? []
      : [
          finding(
            [...path, 'by', at],
            `Bước “${vi}” không thể giao cho ${roleWords[role].vi}; chỉ giao được cho ${allowed.map((one) => roleWords[one].vi).join(', ')}.`,
            `The step “${en}” cannot be the ${roleWords[role].en}'s; only of ${allowed.map((one) => roleWords[one].en).join(', ')}.`,
          ),
        ],
  )
  return [...repeated, ...wrong]
}

function goToFindings({ step, goTo }: Step, chain: readonly Step[], path: JsonPath): Finding[] {
  if (goTo === undefined) return []
  if (chain.some((one) => one.step === goTo) && goTo !== step) return []
  return [
    finding(
      [...path, 'goTo'],
      goTo === step
        ? `Bước “${stepWords[step].vi}” lại đi tới chính nó, hồ sơ không có lối ra.`
        : `Bước kế tiếp “${stepWords[goTo].vi}” không có trong quy trình.`,
      goTo === step
        ? `The step “${stepWords[step].en}” goes to itself; there is no way out.`
        : `The next step “${stepWords[goTo].en}” is not in the chain.`,
    ),
  ]
}

/** The steps in the order in which cases meet them; `turn`: the step from which the way goes round. */
type Way = { readonly steps: readonly Step[]; readonly turn: Step | null; readonly end: CaseState | null }

function walk(chain: readonly Step[]): Way {
  const met: Step[] = []
  let step = chain[0] ?? null
  while (step) {
    met.push(step)
    const next = stepAfter(chain, step)
    if (next && met.includes(next)) return { steps: met, turn: step, end: null }
    if (!next) return { steps: met, turn: null, end: stateAfterStep(step.step, null) }
    step = next
  }
  return { steps: met, turn: null, end: null }
}

function wayFindings(chain: readonly Step[], way: Way, path: JsonPath): Finding[] {
  const findings: Finding[] = []
  if (way.turn) {
    const at = chain.indexOf(way.turn)
    findings.push(
      finding(
        [...path, at, 'goTo'],
        'Quy trình đi vòng, không có lối ra: hồ sơ không bao giờ kết thúc.',
        'The chain goes round with no way out: cases would never end.',
      ),
    )
  } else if (way.end === null || !isClosed(way.end))
    findings.push(finding(path, 'Quy trình không có bước kết thúc.', 'The chain reaches no end.'))
  const unmet = chain.flatMap((step, at) =>
    way.steps.includes(step)
      ? []
      : [
          finding(
            [...path, at],
            `Không hồ sơ nào đi tới bước “${stepWords[step.step].vi}”; bỏ bước này hoặc sửa “goTo”.`,
            `No case ever reaches the step “${stepWords[step.step].en}”; take it out or correct “goTo”.`,
          ),
        ],
  )
  return [...findings, ...unmet]
}

/** Which steps have to come before which, where both are there. */
const order: readonly (readonly [StepKind, readonly StepKind[]])[] = [
  ['verify', ['submit', 'approve', 'city-approve', 'seal', 'hand-over', 'pay']],
  ['confirm', ['submit', 'approve', 'city-approve', 'seal', 'hand-over', 'pay']],
  ['approve', ['seal', 'hand-over', 'pay']],
  ['city-approve', ['seal', 'hand-over', 'pay']],
  ['seal', ['hand-over', 'pay']],
]

function orderFindings(chain: readonly Step[], way: readonly Step[], path: JsonPath): Finding[] {
  const place = (kind: StepKind) => way.findIndex(({ step }) => step === kind)
  const at = (kind: StepKind) => [...path, chain.findIndex(({ step }) => step === kind), 'step']
  const turned = order.flatMap(([first, later]) =>
    later
      .filter((kind) => place(first) >= 0 && place(kind) >= 0 && place(kind) < place(first))
      .map((kind) =>
        finding(
          at(kind),
          `Bước “${stepWords[kind].vi}” phải đứng sau bước “${stepWords[first].vi}”.`,
          `The step “${stepWords[kind].en}” has to come after “${stepWords[first].en}”.`,
        ),
      ),
  )
  const last = (['hand-over', 'pay'] as const)
    .filter((kind) => place(kind) >= 0 && place(kind) < way.length - 1)
    .map((kind) =>
      finding(
        at(kind),
        `Bước “${stepWords[kind].vi}” phải là bước cuối cùng.`,
        `The step “${stepWords[kind].en}” has to be the last.`,
      ),
    )
  const [submitted, decided] = [place('submit'), place('city-approve')]
  const isTogether = submitted < 0 ? decided < 0 : decided === submitted + 1
  if (isTogether) return [...turned, ...last]
  const city = finding(
    at(decided < 0 ? 'submit' : 'city-approve'),
    'Bước “trình thành phố” và bước “thành phố quyết định” phải đi liền nhau.',
    'Submitting to the city and the decision of the city have to follow one another.',
  )
  return [...turned, ...last, city]
}

/** What a record needs: a paper its decision, seal and delivery; support its payment; a status list a plain end. */
function recordFindings({ record }: Procedure, way: readonly Step[], path: JsonPath): Finding[] {
  const has = (kind: StepKind) => way.some(({ step }) => step === kind)
  const { vi, en } = recordWords[record]
  const need = (isMet: boolean, viText: string, enText: string) =>
    isMet ? [] : [finding(path, `Loại hồ sơ “${vi}” ${viText}`, `The record “${en}” ${enText}`)]
  const isPaper = paperRecords.has(record)
  const isDecided = has('approve') || has('city-approve')
  if (isPaper)
    return [
      ...need(
        isDecided,
        'phải được phê duyệt trước khi đóng dấu.',
        'has to be approved before it is sealed.',
      ),
      ...need(
        has('seal'),
        'phải có bước đóng dấu trước khi trả.',
        'has to be sealed before it is handed over.',
      ),
      ...need(has('hand-over'), 'phải kết thúc bằng bước trả kết quả.', 'has to end with handing over.'),
      ...need(!has('pay'), 'không có bước chi trả.', 'has no payment.'),
    ]
  return [
    ...need(
      !has('seal'),
      'không phải giấy có mã nên không có bước đóng dấu.',
      'is no paper with a code; nothing is sealed.',
    ),
    ...need(
      has('pay') === (record === 'support'),
      'và bước chi trả không đi với nhau: hồ sơ hỗ trợ phải có, loại khác không có.',
      'and the payment do not fit: support has one, nothing else has.',
    ),
    ...need(
      record !== 'support' || isDecided,
      'phải được phê duyệt trước khi chi trả.',
      'has to be approved before it is paid.',
    ),
    ...need(
      record !== 'status' || !has('hand-over'),
      'không có gì để trả cho người dân.',
      'has nothing to hand over.',
    ),
  ]
}

function isSealedBefore(way: readonly Step[], step: Step): boolean {
  return way.slice(0, way.indexOf(step)).some((one) => one.step === 'seal')
}
