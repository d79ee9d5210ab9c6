import { type Change, change, changed, changedTexts, compared } from './change.ts'
import { ownDeadlineChanges } from './difference-deadline.ts'
import { fieldsChanges } from './difference-fields.ts'
import type { Procedure } from './pack.ts'
import { recordWords, roleWords, sidewaysWords, stepWords } from './words.ts'

/** How a procedure changed: its chain, form, deadline, what is handed in and how the result is carried. */
export function procedureChanges(before: Procedure, after: Procedure): Change[] {
  const { title } = after
  return [
    ...changed({ vi: `Tên thủ tục “${after.id}”`, en: `Title of “${after.id}”` }, before.title, title),
    ...changed(
      { vi: `Loại hồ sơ của “${title}”`, en: `Record of “${title}”` },
      recordWords[before.record].vi,
      recordWords[after.record].vi,
    ),
    ...changedTexts(
      { vi: `nhóm đối tượng của “${title}”`, en: `category of “${title}”` },
      before.categories.map(String),
      after.categories.map(String),
      { added: 'eases', removed: 'tightens' },
    ),
    ...changedTexts(
      { vi: `người tiếp nhận của “${title}”`, en: `who registers “${title}”` },
      before.registeredBy.map((role) => roleWords[role].vi),
      after.registeredBy.map((role) => roleWords[role].vi),
    ),
    ...chainChanges(before, after),
    ...fieldsChanges(before, after),
    ...ownDeadlineChanges(title, before.deadline, after.deadline),
    ...handingInChanges(before, after),
    ...resultChanges(before, after),
  ]
}

type Step = Procedure['steps'][number]

function chainChanges(before: Procedure, after: Procedure): Change[] {
  const { title } = after
  const { added, removed, kept } = compared(before.steps, after.steps, ({ step }) => step)
  const names = (steps: readonly Step[]) => steps.map(({ step }) => stepWords[step].vi).join(' → ')
  const isMoved = added.length + removed.length === 0 && names(before.steps) !== names(after.steps)
  return [
    ...added.map(({ step, label }) =>
      change(
        'tightens',
        `“${title}”: thêm bước ${stepWords[step].vi} (${label}).`,
        `“${title}”: added step ${stepWords[step].en} (${label}).`,
      ),
    ),
    ...removed.map(({ step, label }) =>
      change(
        'eases',
        `“${title}”: bỏ bước ${stepWords[step].vi} (${label}).`,
        `“${title}”: removed step ${stepWords[step].en} (${label}).`,
      ),
    ),
    ...(isMoved
      ? changed(
          { vi: `Thứ tự các bước của “${title}”`, en: `Order of the steps of “${title}”` },
          names(before.steps),
          names(after.steps),
        )
      : []),
    ...kept.flatMap(([one, other]) => stepChanges(title, one, other)),
  ]
}

function stepChanges(title: string, before: Step, after: Step): Change[] {
  const { vi, en } = stepWords[after.step]
  const name = (viName: string, enName: string) => ({
    vi: `“${title}”, bước ${vi}: ${viName}`,
    en: `“${title}”, step ${en}: ${enName}`,
  })
  return [
    ...changed(name('tên gọi', 'name'), before.label, after.label),
    ...changedTexts(
      name('người thực hiện', 'holder'),
      before.by.map((role) => roleWords[role].vi),
      after.by.map((role) => roleWords[role].vi),
    ),
    ...changedTexts(
      name('được phép', 'may'),
      before.may.map((act) => sidewaysWords[act].vi),
      after.may.map((act) => sidewaysWords[act].vi),
    ),
    ...changed(
      name('bước kế tiếp', 'next step'),
      before.goTo ? stepWords[before.goTo].vi : '',
      after.goTo ? stepWords[after.goTo].vi : '',
    ),
  ]
}

const forms: Readonly<Record<Procedure['components'][number]['form'], string>> = {
  original: 'bản chính',
  copy: 'bản sao',
  form: 'tờ khai',
}
const channelWords: Readonly<Record<Procedure['channels'][number], string>> = {
  counter: 'tại quầy',
  'e-mail': 'thư điện tử',
  post: 'bưu điện',
  online: 'trực tuyến',
}

function handingInChanges(before: Procedure, after: Procedure): Change[] {
  const { title } = after
  const components = ({ components: all }: Procedure) =>
    all.map(({ name, form, quantity }) => `${name} (${quantity} ${forms[form]})`)
  const copies = ({ copies: all }: Procedure) =>
    Object.entries(all).map(([sheet, count]) => `${sheet}: ${count} bản`)
  return [
    ...changedTexts(
      { vi: `thành phần hồ sơ của “${title}”`, en: `component of “${title}”` },
      components(before),
      components(after),
      { added: 'tightens', removed: 'eases' },
    ),
    ...changedTexts(
      { vi: `cách nộp của “${title}”`, en: `channel of “${title}”` },
      before.channels.map((channel) => channelWords[channel]),
      after.channels.map((channel) => channelWords[channel]),
      { added: 'eases', removed: 'tightens' },
    ),
    ...changedTexts(
      { vi: `số bản in của “${title}”`, en: `copies of “${title}”` },
      copies(before),
      copies(after),
    ),
  ]
}

function resultChanges(before: Procedure, after: Procedure): Change[] {
  const { title } = after
  const say = (isSo: boolean, eases: readonly [string, string], tightens: readonly [string, string]) =>
    isSo ? change('eases', ...eases) : change('tightens', ...tightens)
  const carried =
    before.carried === after.carried
      ? []
      : [
          say(
            after.carried === 'paper-or-phone',
            [
              `“${title}”: được mang bản giấy hoặc ảnh trên điện thoại.`,
              `“${title}”: paper or a phone picture.`,
            ],
            [`“${title}”: phải mang bản giấy.`, `“${title}”: paper only.`],
          ),
        ]
  const prefill =
    before.prefill === after.prefill
      ? []
      : [
          say(
            after.prefill,
            [`“${title}”: điền sẵn từ dữ liệu dân cư.`, `“${title}”: filled in from the population extract.`],
            [`“${title}”: không còn điền sẵn từ dữ liệu dân cư.`, `“${title}”: no longer filled in.`],
          ),
        ]
  const listed =
    before.listedBy === after.listedBy
      ? []
      : [
          say(
            after.listedBy === undefined,
            [`“${title}”: không cần có tên trong danh sách của đơn vị.`, `“${title}”: no list is needed.`],
            [
              `“${title}”: chỉ cấp cho người có tên trong danh sách theo thủ tục “${after.listedBy ?? ''}”.`,
              `“${title}”: only for people on a list of “${after.listedBy ?? ''}”.`,
            ],
          ),
        ]
  return [
    ...carried,
    ...prefill,
    ...listed,
    ...changedTexts(
      { vi: `tình trạng phải ở tại chỗ theo “${title}”`, en: `status of “${title}” that keeps at home` },
      before.holdsAtHome,
      after.holdsAtHome,
      { added: 'tightens', removed: 'eases' },
    ),
  ]
}
