import { join } from 'node:path'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { KeyTokens, UnlockOutcome } from '../../signing/key-token/key-tokens.ts'
import type { UnlockedFault } from '../../signing/key-token/messages.ts'
import { pinnedModule } from './setting.ts'

/**
 * The key tokens behind the module an administrator has pinned. Throws `token-module-not-set`, and `token-missing` where
 * no process can be started for it.
 */
export async function keyTokens(desk: Desk): Promise<KeyTokens> {
  const module = pinnedModule(desk.store)
  if (!module) throw new Refusal('token-module-not-set')
  const [{ createKeyTokens }, { nodeSigningProcess }] = await Promise.all([
    import('../../signing/key-token/key-tokens.ts'),
    import('../../signing/key-token/start-process.ts'),
  ])
  const start = desk.extensions.startSigningProcess ?? nodeSigningProcess()
  if (!start) throw new Refusal('token-missing', { detail: 'tiến trình ký' })
  return createKeyTokens({ module, start, tries: await triesBook(desk) })
}

/** The office's own count of wrong PINs at key tokens. */
export async function triesBook(desk: Desk) {
  const { createTriesBook } = await import('../../signing/key-token/tries-book.ts')
  return createTriesBook(join(desk.ports.dataDir, 'token-tries.json'))
}

/** Why a module cannot be used, as the person is told. */
export const moduleFaults = {
  'file-missing': 'không đọc được tệp này',
  'does-not-load': 'tệp không nạp được',
  'library-missing': 'bản cài đặt thiếu pkcs11js',
} as const

/** Why a token is not there or stayed locked, as the person is told. */
export function refusalOfToken(
  outcome: Exclude<UnlockOutcome, { outcome: 'unlocked' }> | UnlockedFault,
): Refusal {
  switch (outcome.outcome) {
    case 'wrong-pin':
      return new Refusal('wrong-pin', { left: outcome.triesLeft })
    case 'last-try':
      return new Refusal('token-last-try')
    case 'locked':
      return new Refusal('token-locked')
    case 'no-module':
      return outcome.why === 'file-changed'
        ? new Refusal('token-module-changed')
        : new Refusal('token-module-unusable', { detail: moduleFaults[outcome.why] })
    default:
      return new Refusal('token-missing', { detail: outcome.outcome })
  }
}
