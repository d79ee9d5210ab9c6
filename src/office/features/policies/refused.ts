import type { RefusedPolicy } from '../../../contract/desk/policies.ts'
import { localOrigin } from '../../../contract/policy/local.ts'
import { type Refusal, refusalText } from '../../../contract/refusals.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { vietnamTime } from '../../journal/time.ts'

/** Packs of the city that this office did not take, newest first. */
const refusedPacks = 'refused-packs'
const mostKept = 20

/** What the city called a pack it published. */
type Published = { readonly id: string; readonly version: number; readonly effectiveFrom: string }

/**
 * Keeps why a pack of the city was not taken, so that the page says it with line and reason until a pack of that id is
 * taken: nobody was there to be told when it came.
 */
export function keepRefused(desk: Desk, { id, version, effectiveFrom }: Published, refusal: Refusal): void {
  const { code, data } = refusal
  const kept = shownRefused(desk.store).filter((one) => one.pack !== id || one.version !== version)
  const news: RefusedPolicy = {
    pack: id,
    version,
    effectiveFrom,
    at: vietnamTime(desk.ports.clock.now()),
    otherText: code === 'pack-other-text',
    vi: refusalText(code, data, 'vi'),
    en: refusalText(code, data, 'en'),
  }
  desk.store.transact((tx) => writeMeta(tx, refusedPacks, [news, ...kept].slice(0, mostKept)))
  desk.notify('policies')
}

/** Packs of the city that were not taken, and are not here in any later version, newest first. */
export function stillRefused(desk: Desk): RefusedPolicy[] {
  return shownRefused(desk.store).filter(
    ({ pack, version, otherText }) =>
      !desk.policies
        .all()
        .some(
          (one) =>
            one.id === pack &&
            one.version >= version + (otherText ? 1 : 0) &&
            localOrigin(one.version) === null,
        ),
  )
}

function shownRefused(reader: Reader): RefusedPolicy[] {
  return readMeta<RefusedPolicy[]>(reader, refusedPacks) ?? []
}
