import type { CivilDate } from '../../domain/calendar.ts'
import { type Finding, finding, findRepeated } from './finding.ts'
import type { JsonPath } from './json-text.ts'
import { localOrigin } from './local.ts'
import type { RulePack } from './pack.ts'
import { dayText } from './words.ts'

/** A pack that is already at the office, as far as another one may clash with it. */
export type KnownPack = {
  readonly id: string
  readonly version: number
  readonly effectiveFrom: string
  readonly effectiveUntil?: string | undefined
  /** Its exact text; the same text again is no fault. */
  readonly text?: string | undefined
}

/** What is wrong with the days, hours and deadlines a pack names. */
export function dateFindings(pack: RulePack, today: CivilDate, isShipped: boolean): Finding[] {
  const findings: Finding[] = []
  const { effectiveFrom: from, effectiveUntil: until } = pack
  if (!isShipped && from < today)
    findings.push(
      finding(
        ['effectiveFrom'],
        `Ngày có hiệu lực ${dayText(from)} đã qua (hôm nay ${dayText(today)}); quy tắc không áp dụng ngược.`,
        `The first day ${from} is past (today is ${today}); rules do not reach back.`,
      ),
    )
  if (until !== undefined && until < from)
    findings.push(
      finding(
        ['effectiveUntil'],
        `Ngày hết hiệu lực ${dayText(until)} trước ngày có hiệu lực ${dayText(from)}.`,
        `The last day ${until} is before the first, ${from}.`,
      ),
    )
  pack.categories.forEach(({ opens, label }, at) => {
    if (opens !== undefined && until !== undefined && opens > until)
      findings.push(
        finding(
          ['categories', at, 'opens'],
          `Nhóm “${label}” mở ngày ${dayText(opens)}, sau khi bộ quy tắc hết hiệu lực.`,
          `The category “${label}” opens on ${opens}, after the pack has ended.`,
        ),
      )
  })
  return [...findings, ...validityFindings(pack), ...allDeadlines(pack)]
}

function validityFindings({ validity }: RulePack): Finding[] {
  const { maxDays, defaultDays, hours, weekdays = [] } = validity
  const findings = findRepeated(['validity', 'weekdays'], weekdays, (day) => day, {
    vi: 'Thứ',
    en: 'The weekday',
  })
  if (defaultDays > maxDays)
    findings.push(
      finding(
        ['validity', 'defaultDays'],
        `Số ngày thường cấp (${defaultDays}) nhiều hơn số ngày tối đa (${maxDays}).`,
        `The usual number of days (${defaultDays}) is above the most (${maxDays}).`,
      ),
    )
  if (hours && hours[0] >= hours[1])
    findings.push(
      finding(
        ['validity', 'hours'],
        'Giờ bắt đầu phải trước giờ kết thúc.',
        'The hours have to begin before they end.',
      ),
    )
  return findings
}

function allDeadlines(pack: RulePack): Finding[] {
  return [
    ...deadlineFindings(pack.deadline, ['deadline']),
    ...pack.procedures.flatMap(({ deadline }, at) =>
      deadline ? deadlineFindings(deadline, ['procedures', at, 'deadline']) : [],
    ),
  ]
}

function deadlineFindings({ weekdays, holidays }: RulePack['deadline'], path: JsonPath): Finding[] {
  return [
    ...findRepeated([...path, 'weekdays'], weekdays, (day) => day, { vi: 'Thứ', en: 'The weekday' }),
    ...findRepeated([...path, 'holidays'], holidays, (day) => day, { vi: 'Ngày nghỉ', en: 'The holiday' }),
  ]
}

/** How a pack clashes with those that are already there. */
export function clashFindings(pack: RulePack, text: string, known: readonly KnownPack[]): Finding[] {
  const same = known.filter((one) => one.id === pack.id && isOfOneCount(one.version, pack.version))
  const twin = same.find(({ version }) => version === pack.version)
  if (twin) return twin.text === text ? [] : [takenFinding(pack)]
  const newest = Math.max(0, ...same.map(({ version }) => version))
  if (pack.version < newest)
    return [
      finding(
        ['version'],
        `Bộ “${pack.id}” đã có phiên bản ${newest}; phiên bản mới phải lớn hơn.`,
        `The pack “${pack.id}” is already at version ${newest}; a new one has to be above it.`,
      ),
    ]
  // What an office edits begins whenever it activates it, over what is published.
  const overlapped = localOrigin(pack.version) ? undefined : same.find((one) => overlaps(pack, one))
  if (!overlapped) return []
  return [
    finding(
      ['effectiveFrom'],
      `Thời gian hiệu lực chồng lên phiên bản ${overlapped.version} của cùng bộ (${periodText(overlapped)}).`,
      `Its days overlap those of version ${overlapped.version} of the same pack.`,
    ),
  ]
}

/** Publishers count their versions on undisturbed; an office counts its edits of each of them. */
function isOfOneCount(version: number, other: number): boolean {
  return localOrigin(version)?.origin === localOrigin(other)?.origin
}

function takenFinding({ id, version }: RulePack): Finding {
  return finding(
    ['version'],
    `Bộ “${id}” phiên bản ${version} đã có với nội dung khác; nội dung mới phải mang số phiên bản mới.`,
    `Version ${version} of “${id}” is already there with another text; a new text takes a new version.`,
  )
}

/** An open end lasts until the next version begins; a fixed one is kept, and nothing begins before what it follows. */
function overlaps(pack: RulePack, earlier: KnownPack): boolean {
  if (pack.effectiveFrom < earlier.effectiveFrom) return true
  return earlier.effectiveUntil !== undefined && pack.effectiveFrom <= earlier.effectiveUntil
}

function periodText({ effectiveFrom, effectiveUntil }: KnownPack): string {
  const end = effectiveUntil === undefined ? 'đến khi có bộ khác' : `đến ${dayText(effectiveUntil)}`
  return `từ ${dayText(effectiveFrom)} ${end}`
}

/** What is wrong with what a pack says about papers issued under earlier ones. */
export function earlierFindings(pack: RulePack): Finding[] {
  return pack.earlier.flatMap((entry, at) => {
    const path = ['earlier', at]
    const twin = pack.earlier
      .slice(0, at)
      .find(({ pack: id, version }) => id === entry.pack && version === entry.version)
    const findings = untilFindings(entry, pack, path)
    if (twin)
      findings.push(
        finding(
          path,
          `Giấy theo bộ “${entry.pack}” được nói hai lần, không rõ theo dòng nào.`,
          `Papers of “${entry.pack}” are ruled twice; it is not clear which entry counts.`,
        ),
      )
    const { version = 0 } = entry
    if (entry.pack === pack.id && isOfOneCount(version, pack.version) && version >= pack.version)
      findings.push(
        finding(
          [...path, 'version'],
          'Mục này nói về chính bộ này hoặc bộ sau nó, không phải bộ trước.',
          'This entry is about the pack itself or a later one, not an earlier.',
        ),
      )
    return findings
  })
}

function untilFindings(
  { effect, until }: RulePack['earlier'][number],
  { effectiveFrom }: RulePack,
  path: JsonPath,
): Finding[] {
  const at = [...path, 'until']
  if (effect !== 'valid-until')
    return until === undefined
      ? []
      : [
          finding(
            at,
            'Chỉ ghi ngày “until” khi giấy cũ còn hiệu lực đến một ngày (“valid-until”).',
            'Only “valid-until” takes a day “until”.',
          ),
        ]
  if (until === undefined)
    return [
      finding(path, 'Thiếu ngày “until”: giấy cũ còn hiệu lực đến ngày nào?', 'The day “until” is missing.'),
    ]
  return until >= effectiveFrom
    ? []
    : [
        finding(
          at,
          `Ngày ${dayText(until)} trước ngày bộ này có hiệu lực; muốn hết hiệu lực ngay thì ghi “void”.`,
          `${until} is before this pack begins; say “void” to end papers at once.`,
        ),
      ]
}
