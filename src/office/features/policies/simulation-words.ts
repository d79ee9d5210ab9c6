import type { Procedure, RulePack } from '../../../contract/policy/pack.ts'
import type { Ruling } from '../../../contract/policy/rules.ts'
import type { Word } from '../../../contract/policy/words.ts'
import { refusalText } from '../../../contract/refusals.ts'

/** What a simulated case was about, by the rules under which it was received. */
type Simulated = {
  readonly procedure: Pick<Procedure, 'fields' | 'id' | 'title'>
  readonly label: string
}

/** Why a pack would not have taken a case, as a sentence without the person. */
export function refusalWord({ code, data }: Ruling, pack: RulePack, about: Simulated): Word {
  if (code !== 'invalid-input')
    return { vi: refusalText(code, data, 'vi'), en: refusalText(code, data, 'en') }
  const words = String(data['fields'] ?? '')
    .split(', ')
    .map((path) => issueWord(path, pack, about))
  return { vi: words.map(({ vi }) => vi).join(' '), en: words.map(({ en }) => en).join(' ') }
}

function issueWord(path: string, pack: RulePack, { procedure, label }: Simulated): Word {
  switch (path) {
    case 'procedure':
      return {
        vi: `Bộ này không có thủ tục “${procedure.title}”.`,
        en: `This pack has no procedure “${procedure.title}”.`,
      }
    case 'category':
      return {
        vi: `Nhóm “${label}” không thuộc thủ tục này.`,
        en: `The group “${label}” is not one of this procedure.`,
      }
    case 'zone':
      return { vi: 'Bộ này chia vùng; hồ sơ chưa ghi vùng.', en: 'This pack has zones; the case names none.' }
    case 'places':
      return {
        vi: 'Nơi ghi trong hồ sơ không có trong bộ này.',
        en: 'A place of the case is not in this pack.',
      }
    case 'schedule':
      return {
        vi: 'Thời hạn trong hồ sơ không hợp với loại giấy của thủ tục.',
        en: 'The period of the case does not fit what the procedure issues.',
      }
    case 'schedule.weekdays':
      return { vi: 'Có thứ trong tuần không được phép.', en: 'A weekday is not allowed.' }
    case 'schedule.windows':
      return { vi: 'Khung giờ nằm ngoài giờ cho phép.', en: 'The hours are outside those allowed.' }
    default:
      return fieldWord(path, pack, procedure)
  }
}

function fieldWord(path: string, { procedures }: RulePack, before: Simulated['procedure']): Word {
  const id = path.split('.').at(-1) ?? path
  const field = procedures.find((one) => one.id === before.id)?.fields.find((one) => one.id === id)
  if (field)
    return { vi: `Thiếu hoặc sai mục “${field.label}”.`, en: `“${field.label}” is missing or wrong.` }
  const label = before.fields.find((one) => one.id === id)?.label ?? id
  return { vi: `Mẫu đơn không còn mục “${label}”.`, en: `The form no longer has “${label}”.` }
}

/** Who would have decided instead. */
export function decidesWord(who: 'city' | 'ward' | 'nobody'): Word {
  switch (who) {
    case 'city':
      return { vi: 'Được nhận, nhưng thành phố quyết định.', en: 'Taken, but decided by the city.' }
    case 'ward':
      return { vi: 'Được nhận, nhưng phường quyết định.', en: 'Taken, but decided by the ward.' }
    case 'nobody':
      return { vi: 'Chỉ ghi nhận, không cần quyết định.', en: 'Only recorded, nobody decides.' }
  }
}
