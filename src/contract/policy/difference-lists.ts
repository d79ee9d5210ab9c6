import { type Change, change, changed, changedTexts, compared, weightOf } from './change.ts'
import type { RulePack } from './pack.ts'
import { dayText, type Word } from './words.ts'

/** How the lists of a pack changed: groups with their authorities, zones, places, exemptions, purposes, reasons. */
export function listChanges(before: RulePack, after: RulePack): Change[] {
  return [
    ...categoriesChanges(before, after),
    ...zonesChanges(before, after),
    ...placesChanges(before.places, after.places),
    ...exemptionChanges(before.exemptions, after.exemptions),
    ...changedTexts({ vi: 'mục đích', en: 'purpose' }, before.purposes, after.purposes),
    ...reasonLists.flatMap(([name, word]) => reasonChanges(word, before[name], after[name])),
  ]
}

/** The order of a list, where nothing else about it changed. */
function reordered<Item>(
  word: Word,
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string | number,
): Change[] {
  const { added, removed } = compared(before, after, keyOf)
  const isSame =
    added.length > 0 || removed.length > 0 || before.map(keyOf).join() === after.map(keyOf).join()
  return isSame ? [] : [change('changes', `Đổi thứ tự: ${word.vi}.`, `New order: ${word.en}.`)]
}

type Category = RulePack['categories'][number]

function categoriesChanges(before: RulePack, after: RulePack): Change[] {
  const { added, removed, kept } = compared(before.categories, after.categories, ({ code }) => code)
  return [
    ...added.map(({ label, authority: { name, here } }) =>
      change(
        here ? 'eases' : 'changes',
        `Thêm nhóm “${label}” (thẩm quyền: ${name}).`,
        `Added category “${label}” (authority: ${name}).`,
      ),
    ),
    ...removed.map(({ label }) => change('tightens', `Bỏ nhóm “${label}”.`, `Removed category “${label}”.`)),
    ...kept.flatMap(([one, other]) => categoryChanges(one, other, before.effectiveFrom, after.effectiveFrom)),
    ...reordered(
      { vi: 'nhóm đối tượng', en: 'categories' },
      before.categories,
      after.categories,
      ({ code }) => code,
    ),
  ]
}

function categoryChanges(before: Category, after: Category, begins: string, beginsNext: string): Change[] {
  const name = (vi: string, en: string) => ({ vi: `${vi} “${after.label}”`, en: `${en} of “${after.label}”` })
  const opens = [before.opens ?? begins, after.opens ?? beginsNext] as const
  const hasPhase = before.opens !== after.opens
  return [
    ...changed(
      { vi: `Tên nhóm ${after.code}`, en: `Label of category ${after.code}` },
      before.label,
      after.label,
    ),
    ...authorityChanges(before, after),
    ...(hasPhase
      ? [
          change(
            opens[1] > opens[0] ? 'tightens' : opens[1] < opens[0] ? 'eases' : 'changes',
            `Nhóm “${after.label}” mở từ ngày ${dayText(opens[1])} (trước: ${dayText(opens[0])}).`,
            `“${after.label}” opens on ${opens[1]} (before: ${opens[0]}).`,
          ),
        ]
      : []),
    ...changedTexts(
      name('giấy tờ phải xuất trình của nhóm', 'paper to show'),
      before.requires,
      after.requires,
      {
        added: 'tightens',
        removed: 'eases',
      },
    ),
  ]
}

function authorityChanges({ authority: before }: Category, { authority: after, label }: Category): Change[] {
  const here =
    before.here === after.here
      ? []
      : [
          after.here
            ? change('eases', `Nhóm “${label}” nay do nơi này nhận.`, `“${label}” is now taken in here.`)
            : change(
                'tightens',
                `Nhóm “${label}” không nhận ở đây nữa; đến ${after.name}.`,
                `“${label}” is no longer taken in here; go to ${after.name}.`,
              ),
        ]
  return [
    ...here,
    ...changed({ vi: `Thẩm quyền nhóm “${label}”`, en: `Authority of “${label}”` }, before.name, after.name),
    ...changed(
      { vi: `Cấp có thẩm quyền nhóm “${label}”`, en: `Level of the authority of “${label}”` },
      levels[before.level],
      levels[after.level],
    ),
    ...changed(
      { vi: `Phạm vi thẩm quyền nhóm “${label}”`, en: `Scope of “${label}”` },
      before.scope ?? '',
      after.scope ?? '',
    ),
  ]
}

const levels: Readonly<Record<Category['authority']['level'], string>> = {
  ward: 'phường, xã',
  district: 'quận, huyện',
  city: 'tỉnh, thành phố',
  agency: 'cơ quan, đơn vị',
  enterprise: 'doanh nghiệp',
}

type Zone = RulePack['zones'][number]
const strictness: Readonly<Record<Zone['colour'], number>> = { green: 0, orange: 1, red: 2 }
const colours: Readonly<Record<Zone['colour'], string>> = { green: 'xanh', orange: 'cam', red: 'đỏ' }

function zonesChanges(before: RulePack, after: RulePack): Change[] {
  const { added, removed, kept } = compared(before.zones, after.zones, ({ code }) => code)
  return [
    ...added.map(({ label, colour }) =>
      change(
        colour === 'red' ? 'tightens' : 'changes',
        `Thêm vùng “${label}” (${colours[colour]}).`,
        `Added zone “${label}” (${colour}).`,
      ),
    ),
    ...removed.map(({ label }) => change('changes', `Bỏ vùng “${label}”.`, `Removed zone “${label}”.`)),
    ...kept.flatMap(([one, other]) => zoneChanges(one, other, after)),
    ...reordered({ vi: 'các vùng', en: 'zones' }, before.zones, after.zones, ({ code }) => code),
  ]
}

function zoneChanges(before: Zone, after: Zone, pack: RulePack): Change[] {
  const codes = ({ categories }: Zone) =>
    categories === 'all' ? pack.categories.map(({ code }) => String(code)) : categories.map(String)
  const listed = ({ categories }: Zone) => (categories === 'all' ? 'mọi nhóm' : categories.join(', '))
  const [some, others] = [codes(before), codes(after)]
  return [
    ...changed(
      { vi: `Tên vùng ${after.code}`, en: `Label of zone ${after.code}` },
      before.label,
      after.label,
    ),
    ...changed(
      { vi: `Màu vùng “${after.label}”`, en: `Colour of “${after.label}”` },
      colours[before.colour],
      colours[after.colour],
      weightOf(strictness[before.colour], strictness[after.colour], 'tightens'),
    ),
    ...changed(
      { vi: `Vùng “${after.label}” cho phép`, en: `“${after.label}” allows` },
      before.allows,
      after.allows,
    ),
    ...changed(
      { vi: `Nhóm được cấp ở vùng “${after.label}”`, en: `Categories in “${after.label}”` },
      listed(before),
      listed(after),
      some.every((code) => others.includes(code))
        ? 'eases'
        : others.every((code) => some.includes(code))
          ? 'tightens'
          : 'changes',
    ),
  ]
}

type Place = RulePack['places'][number]

function placesChanges(before: readonly Place[], after: readonly Place[]): Change[] {
  const { added, removed, kept } = compared(before, after, ({ code }) => code)
  return [
    ...added.map(({ label }) => change('eases', `Thêm nơi đến “${label}”.`, `Added place “${label}”.`)),
    ...removed.map(({ label }) => change('tightens', `Bỏ nơi đến “${label}”.`, `Removed place “${label}”.`)),
    ...kept.flatMap(([one, other]) => [
      ...changed(
        { vi: `Tên nơi đến ${other.code}`, en: `Label of place ${other.code}` },
        one.label,
        other.label,
      ),
      ...changed(
        { vi: `Loại nơi đến “${other.label}”`, en: `Kind of “${other.label}”` },
        one.kind,
        other.kind,
      ),
    ]),
    ...reordered({ vi: 'nơi đến', en: 'places' }, before, after, ({ code }) => code),
  ]
}

type Exemption = RulePack['exemptions'][number]

function exemptionChanges(before: readonly Exemption[], after: readonly Exemption[]): Change[] {
  const { added, removed, kept } = compared(before, after, ({ label }) => label)
  return [
    ...added.map(({ label }) =>
      change('eases', `Nay không cần giấy: “${label}”.`, `No paper needed any more: “${label}”.`),
    ),
    ...removed.map(({ label }) =>
      change('tightens', `Nay phải có giấy: “${label}”.`, `A paper is needed now: “${label}”.`),
    ),
    ...kept.flatMap(([one, other]) =>
      changed(
        { vi: `Cách chứng minh được miễn, “${other.label}”`, en: `Proof of “${other.label}”` },
        one.proof,
        other.proof,
      ),
    ),
    ...reordered({ vi: 'các trường hợp miễn', en: 'exemptions' }, before, after, ({ label }) => label),
  ]
}

const reasonLists = [
  ['returnReasons', { vi: 'lý do trả lại bổ sung', en: 'reason to return' }],
  ['refusalReasons', { vi: 'lý do từ chối', en: 'reason to refuse' }],
  ['stopReasons', { vi: 'lý do dừng', en: 'reason to stop' }],
  ['transferReasons', { vi: 'lý do chuyển', en: 'reason to transfer' }],
  ['extensionReasons', { vi: 'lý do gia hạn', en: 'reason to extend' }],
] as const satisfies readonly (readonly [keyof RulePack, Word])[]

type Reason = RulePack['refusalReasons'][number]

function reasonChanges(word: Word, before: readonly Reason[], after: readonly Reason[]): Change[] {
  const { added, removed, kept } = compared(before, after, ({ code }) => code)
  return [
    ...added.map(({ label }) =>
      change('changes', `Thêm ${word.vi}: “${label}”.`, `Added ${word.en}: “${label}”.`),
    ),
    ...removed.map(({ label }) =>
      change('changes', `Bỏ ${word.vi}: “${label}”.`, `Removed ${word.en}: “${label}”.`),
    ),
    ...kept.flatMap(([one, other]) =>
      changed({ vi: `Lời văn ${word.vi}`, en: `Words of a ${word.en}` }, one.label, other.label),
    ),
    ...reordered(word, before, after, ({ code }) => code),
  ]
}
