import { caseActs, caseStates } from '../../domain/case.ts'
import { roles } from '../../domain/roles.ts'
import {
  type Problem,
  type RefusalCode,
  type RefusalData,
  refusals,
  refusalText,
} from '../../contract/refusals.ts'
import { catalogueOf, type Locale } from '../text/catalogues.ts'
import type { Texts } from '../text/vi.ts'

/**
 * The sentence of a problem in a language; it says what happened and what to do next. The office names acts, states and
 * roles by their codes: here they become the words the pages use for them.
 */
export function problemSentence({ code, data, detail, detailEn }: Problem, locale: Locale): string {
  if (data && isRefusal(code)) return refusalText(code, inWords(data, catalogueOf(locale).app), locale)
  return locale === 'vi' ? detail : detailEn
}

function isRefusal(code: Problem['code']): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** Data with the codes of acts, states and roles as words; everything else as it came. */
function inWords(data: RefusalData, { acts, states, roles: roleWords }: Texts['app']): RefusalData {
  const act = caseActs.find((one) => one === data['act'])
  const state = caseStates.find((one) => one === data['state'])
  const named = data['roles'] === undefined ? [] : String(data['roles']).split(', ')
  const words = named.map((name) => {
    const role = roles.find((one) => one === name)
    return role ? roleWords[role] : name
  })
  return {
    ...data,
    ...(act ? { act: acts[act] } : {}),
    ...(state ? { state: states[state] } : {}),
    ...(words.length > 0 ? { roles: words.join(', ') } : {}),
  }
}
