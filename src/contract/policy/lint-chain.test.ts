import { describe, test } from 'vitest'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { shippedText } from './testing/shipped.ts'

const viDu = shippedText('vi-du')
const canTho = shippedText('places/can-tho')
const c06 = shippedText('places/c06')
const steps = ['procedures', 0, 'steps'] as const
const step = (kind: string, by: readonly string[], may: readonly string[] = [], more = {}) => ({
  step: kind,
  by,
  label: `Bước ${kind}`,
  may,
  ...more,
})
const verify = step('verify', ['area-police'], ['return'])
const approve = step('approve', ['ward-official'], ['refuse', 'return'])
const seal = step('seal', ['ward-police'], ['send-back'])
const handOver = step('hand-over', ['clerk'])
const submit = step('submit', ['ward-official'], ['return'])
const cityApprove = step('city-approve', [], ['city-refuse'])

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'a step twice',
    viDu,
    [[steps, [verify, verify, approve, seal, handOver]]],
    'procedures[0].steps[1].step',
    '"step"',
    /Bước “verify” được ghi hai lần/,
  ],
  [
    'two steps that end in the same state',
    viDu,
    [[steps, [submit, cityApprove, approve, seal, handOver]]],
    'procedures[0].steps[1].step',
    'city-approve',
    /chỉ có một nơi quyết định/,
  ],
  [
    'a step that is nobody’s',
    viDu,
    [[[...steps, 1, 'by'], []]],
    'procedures[0].steps[1].by',
    '"by"',
    /không giao cho ai/,
  ],
  [
    'a step of a role that may not do it',
    viDu,
    [[[...steps, 1, 'by'], ['clerk']]],
    'procedures[0].steps[1].by[0]',
    '"clerk"',
    /không thể giao cho công chức một cửa/,
  ],
  [
    'a role at the city’s step',
    canTho,
    [[[...steps, 1, 'by'], ['ward-official']]],
    'procedures[0].steps[1].by',
    '"by"',
    /do thành phố làm/,
  ],
  [
    'a step that goes nowhere',
    viDu,
    [[[...steps, 0, 'goTo'], 'submit']],
    'procedures[0].steps[0].goTo',
    '"goTo"',
    /không có trong quy trình/,
  ],
  [
    'a step that goes to itself',
    viDu,
    [[[...steps, 0, 'goTo'], 'verify']],
    'procedures[0].steps[0].goTo',
    '"goTo"',
    /chính nó/,
  ],
  [
    'a cycle with no way out',
    viDu,
    [[[...steps, 2, 'goTo'], 'verify']],
    'procedures[0].steps[2].goTo',
    '"goTo"',
    /đi vòng, không có lối ra/,
  ],
  [
    'a step no case reaches',
    viDu,
    [[[...steps, 0, 'goTo'], 'seal']],
    'procedures[0].steps[1]',
    '{',
    /Không hồ sơ nào đi tới bước “phê duyệt”/,
  ],
  [
    'a seal before the decision',
    viDu,
    [[steps, [verify, seal, approve, handOver]]],
    'procedures[0].steps[1].step',
    '"seal"',
    /“đóng dấu” phải đứng sau bước “phê duyệt”/,
  ],
  [
    'an examination after the decision',
    viDu,
    [[steps, [approve, verify, seal, handOver]]],
    'procedures[0].steps[0].step',
    'approve',
    /phải đứng sau bước “xác minh”/,
  ],
  [
    'the city deciding what was not submitted',
    canTho,
    [[[...steps, 0], undefined]],
    'procedures[0].steps[0].step',
    'city-approve',
    /phải đi liền nhau/,
  ],
  [
    'submitting to a city that never decides',
    viDu,
    [[steps, [submit, approve, seal, handOver]]],
    'procedures[0].steps[0].step',
    'submit',
    /phải đi liền nhau/,
  ],
  [
    'handing over before the end',
    viDu,
    [[steps, [approve, handOver, seal]]],
    'procedures[0].steps[1].step',
    'hand-over',
    /phải là bước cuối cùng/,
  ],
  [
    'a paper that is never sealed',
    viDu,
    [[steps, [verify, approve, handOver]]],
    'procedures[0].steps',
    '"steps"',
    /phải có bước đóng dấu trước khi trả/,
  ],
  [
    'a paper nobody decides',
    viDu,
    [[steps, [verify, seal, handOver]]],
    'procedures[0].steps',
    '"steps"',
    /phải được phê duyệt/,
  ],
  [
    'a paper that is not handed over',
    viDu,
    [[steps, [approve, seal]]],
    'procedures[0].steps',
    '"steps"',
    /phải kết thúc bằng bước trả kết quả/,
  ],
  [
    'a paper without any step',
    viDu,
    [[steps, []]],
    'procedures[0].steps',
    '"steps"',
    /phải có các bước giải quyết/,
  ],
  [
    'support that is not approved',
    c06,
    [[['procedures', 1, 'steps', 1], undefined]],
    'procedures[1].steps',
    '"steps"',
    /phải được phê duyệt trước khi chi trả/,
  ],
  [
    'support that is not paid',
    c06,
    [[['procedures', 1, 'steps', 2], undefined]],
    'procedures[1].steps',
    '"steps"',
    /chi trả/,
  ],
  [
    'a seal on what is no paper',
    c06,
    [[['procedures', 2, 'steps', 1], seal]],
    'procedures[2].steps',
    '"steps"',
    /không có bước đóng dấu/,
  ],
  [
    'a decision that cannot be a no',
    viDu,
    [[[...steps, 1, 'may'], ['return']]],
    'procedures[0].steps[1].may',
    '"may"',
    /không ai được nói không; thêm “từ chối”/,
  ],
  [
    'a city that cannot say no',
    canTho,
    [[[...steps, 1, 'may'], []]],
    'procedures[0].steps[1].may',
    '"may"',
    /không ai được nói không/,
  ],
  [
    'an examination that cannot be a no',
    viDu,
    [[[...steps, 0, 'may'], ['stop']]],
    'procedures[0].steps[0].may',
    '"may"',
    /không ai được nói không/,
  ],
  [
    'an act that is not possible at a step',
    viDu,
    [
      [[...steps, 0, 'may', 0], 'send-back'],
      [[...steps, 0, 'may', 1], 'return'],
    ],
    'procedures[0].steps[0].may[0]',
    'send-back',
    /không thể “trả lại chưa đóng dấu”/,
  ],
  [
    'the city refusing at the ward',
    viDu,
    [[[...steps, 1, 'may', 1], 'city-refuse']],
    'procedures[0].steps[1].may[1]',
    'city-refuse',
    /không thể “thành phố từ chối”/,
  ],
  [
    'a sealed paper sent away',
    viDu,
    [[[...steps, 3, 'may'], ['transfer']]],
    'procedures[0].steps[3].may[0]',
    'transfer',
    /không thể “chuyển phường khác”/,
  ],
]

describe('a pack is refused, with the line and the reason, for a chain with', () => {
  test.each(faults)('%s', (...one) => expectFault(one))
})
