import type { ColumnMeaning, ListKind } from '../../../contract/lists/fields.ts'
import { fold } from '../../../domain/text/fold.ts'
import { tidy } from '../../../domain/text/nfc.ts'

/** What a heading says; `ignored` is a column that is known and of no use, such as the day a card was issued. */
export type HeadingMeaning = ColumnMeaning | 'ignored'

type Rule = readonly [HeadingMeaning, RegExp, ListKind?]

/**
 * Headings as Vietnamese offices and firms write them, folded (no marks, no signs). The first rule that fits decides;
 * of two columns with one meaning the one with the earlier rule is taken.
 */
const rules: readonly Rule[] = [
  // One column for number, day and place of issue.
  ['idNumber', /^(?:so )?(?:cccd|cmnd|can cuoc|giay to)\b.* cap\b/],
  [
    'ignored',
    /\b(?:ngay|noi|co quan|thang nam) cap\b|\b(?:que|nguyen) quan\b|\bdan toc\b|\bton giao\b|\bquoc tich\b/,
  ],
  ['ignored', /\bho ten (?:cha|me|bo|vo|chong)\b|\bnguoi (?:than|lien he)\b/],
  ['serial', /^(?:s ?t ?t|tt|so tt|so thu tu|thu tu|no|#|stt ho|ma nv|ma so nv|ma nhan vien)$/],
  ['relation', /\bquan he\b/],
  ['stay', /\b(?:dien|loai|tinh trang|hinh thuc) (?:cu tru|ho)\b|\bthuong tru tam tru\b|^(?:dien|kt)$/],
  [
    'shopperIdNumber',
    /\b(?:cccd|cmnd|can cuoc|so|giay to)\b.*\b(?:nguoi )?di cho\b|\bdi cho\b.*\b(?:cccd|cmnd|can cuoc|giay to)\b/,
  ],
  ['shopper', /\bdi cho\b|\bnguoi mua hang\b/],
  ['idNumber', /\b(?:cccd|cancuoc|can cuoc|dinh danh)\b/],
  ['idNumber', /\b(?:giay to|ho chieu|passport|id number|so id|id card)\b/],
  ['oldIdNumber', /\b(?:cmnd|cmtnd|cmt|cmtnn|chung minh)\b/],
  ['familyName', /^ho$|^ho (?:va |& )?(?:ten )?(?:dem|lot|chu dem|chu lot)$|^ho va (?:ten )?(?:dem|lot)$/],
  ['givenName', /^ten(?: goi)?$/],
  ['workplace', /\b(?:noi|dia diem|dia chi|cho|don vi|co quan) (?:lam viec|lam|cong tac)\b|\bworkplace\b/],
  ['birthMale', /^nam sinh nam$/],
  ['birthFemale', /^nam sinh nu$/],
  [
    'birthDate',
    /\b(?:ngay|nam|thang) ?(?:thang )?(?:nam )?sinh\b|\bngaysinh\b|\bnamsinh\b|\bntns\b|\bsinh (?:ngay|nam)\b|^sinh$|\bbirth|\bdob\b/,
  ],
  ['fullName', /\bho (?:va |& )?ten\b|\bhoten\b|\bho va chu dem va ten\b|\bfull ?name\b/],
  ['fullName', /\bten chu ho\b|^chu ho$|\bhoten chu ho\b/],
  [
    'fullName',
    /\bten (?:nguoi|nhan vien|lao dong|cong nhan|can bo|day du)\b|^(?:nguoi lao dong|nhan vien|cong nhan|name)$/,
  ],
  ['sex', /^(?:gioi tinh|gioi|phai|sex|gender|nam nu|gt)$/],
  ['phone', /\b(?:dien thoai|sdt|so dt|dtdd|di dong|phone|mobile|tel)\b|^(?:dt|lien he)$/],
  ['email', /\be ?mail\b|\bthu dien tu\b/],
  [
    'residence',
    /\b(?:noi|cho) o\b|\bdia chi (?:hien|noi o|cu tru|tam tru|nha|ho)\b|\bnoi cu tru\b|\btam tru\b/,
  ],
  ['residence', /\bthuong tru\b|\bho khau\b|\bhktt\b|\bcu tru\b/],
  ['house', /^so nha$|^nha so$/],
  ['street', /^(?:ten )?(?:duong|pho|duong pho|ngo)$/],
  ['residence', /\bdia chi\b|\baddress\b|\bresidence\b/],
  ['members', /\b(?:nhan khau|so nguoi|so khau|thanh vien|so nk|members)\b|^khau$/],
  ['group', /\bto dan pho\b|\bto dp\b|\btdp\b|\bkhu pho\b|\bto nhan dan\b/],
  ['group', /^(?:to|to so|thon|xom|ap|ban|khu|khu dan cu|cum)$/, 'households'],
  ['stairwell', /\b(?:cau thang|loi vao|stairwell|staircase)\b|^don nguyen$/, 'households'],
  ['zone', /^(?:vung|mau|vung mau|phan vung|mau vung)$/],
  ['vehiclePlate', /\bbien (?:so|kiem soat|ks|xe|dang ky)\b|\bbks\b|\bbienso\b|\bso xe\b|\bplate\b/],
  ['route', /\b(?:lo trinh|cung duong|tuyen duong|hanh trinh|quang duong|duong di|tuyen di|route)\b|^tuyen$/],
  ['lastDay', /\b(?:thoi han|het han|den ngay|hieu luc|han dung)\b/],
  [
    'schedule',
    /\b(?:thoi gian|ngay lam|ngay di|ngay cu the|ca lam|ca truc|gio lam|gio di|lich|khung gio|schedule)\b|^(?:thu|gio|ca|ngay gio)$/,
  ],
  ['job', /\b(?:chuc vu|cong viec|chuc danh|nghe nghiep|vi tri|nhiem vu|job|position)\b/],
  ['workplace', /\b(?:don vi|co quan|cong ty|phan xuong|phong ban|bo phan|to san xuat|phong|xuong)\b/],
  ['note', /\b(?:ghi chu|note|remark|chu thich)\b/],
]

/** What a heading means and how good the rule is (the lower the better), or null where it says nothing known. */
export function headingMeaning(
  heading: string,
  parent: string,
  kind: ListKind,
): { readonly meaning: HeadingMeaning; readonly rank: number } | null {
  const spread = spreadMeaning(heading, parent)
  if (spread) return { meaning: spread, rank: 0 }
  // Under a heading of two lines the lower one decides where it says enough alone.
  return ruleFor(heading, kind) ?? ruleFor(`${parent} ${heading}`, kind)
}

/** A remark in brackets decides only where the rest says nothing: `Phương tiện (biển số)`. */
function ruleFor(heading: string, kind: ListKind): { meaning: HeadingMeaning; rank: number } | null {
  return ruleOf(plainHeading(heading.replace(/\([^)]*\)/g, ' ')), kind) ?? ruleOf(plainHeading(heading), kind)
}

function ruleOf(text: string, kind: ListKind): { meaning: HeadingMeaning; rank: number } | null {
  if (text === '' || text.length > 80) return null
  const rank = rules.findIndex(([, pattern, only]) => (only ?? kind) === kind && pattern.test(text))
  const rule = rules[rank]
  return rule ? { meaning: rule[0], rank } : null
}

/** A heading to compare: folded, letters and digits only. */
function plainHeading(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9#&]+/g, ' ')
    .trim()
}

/** Columns below “Ngày sinh”, “Giới tính” or “Họ và tên” that hold a part of it; “Nam” and “Năm” differ by a mark only. */
function spreadMeaning(heading: string, parent: string): ColumnMeaning | null {
  const above = plainHeading(parent)
  const own = tidy(heading).toLocaleLowerCase('vi')
  const isBirth = /\bsinh\b/.test(above)
  if (isBirth || /^(?:gioi tinh|phai)$/.test(above)) {
    if (own === 'nam') return 'birthMale'
    if (own === 'nữ' || own === 'nử') return 'birthFemale'
  }
  if (isBirth) {
    if (own === 'ngày') return 'birthDay'
    if (own === 'tháng') return 'birthMonth'
    if (own === 'năm') return 'birthYear'
  }
  if (/\bho (?:va )?ten\b/.test(above) && own === 'tên') return 'givenName'
  return null
}
