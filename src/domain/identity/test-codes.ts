/** The codes a person scans so that a reader shows what it does, in the order they are shown. */
export const testCodeIds = ['suffix', 'ascii', 'vietnamese', 'long'] as const
export type TestCodeId = (typeof testCodeIds)[number]

const smallLetters = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ' as const

/** Numbered pieces, so that a report that was lost in the middle is noticed. */
const numbered = Array.from({ length: 120 }, (_, i) => `${i + 1}`.padStart(4, '0')).join('.')

/**
 * What each code holds. `suffix`: short, to see how a scan ends. `ascii`: every printing key, and the letter pairs
 * that Telex and VNI would turn into Vietnamese. `vietnamese`: all 134 letters. `long`: 600 characters, more than a
 * reader sends in one report. None can be taken for a paper of a person.
 */
export const testCodes: Readonly<Record<TestCodeId, string>> = {
  suffix: 'TEST|SUFFIX|0123456789',
  ascii:
    'TEST|ASCII|aa dd ee oo aw ow uw as af ar ax aj a1 e2 o6 d9|0123456789|ABCDEFGHIJKLMNOPQRSTUVWXYZ|' +
    'abcdefghijklmnopqrstuvwxyz| !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~|END',
  vietnamese: `TEST|Đặng Thị Ễ|Nguyễn Hoài Phương|${smallLetters}|${smallLetters.toUpperCase()}|END`,
  long: `TEST|LONG|${numbered}|END`,
}

/** Which code a text is; null for any other text, also for a damaged one. */
export function testCodeOf(text: string): TestCodeId | null {
  return testCodeIds.find((id) => testCodes[id] === text) ?? null
}
