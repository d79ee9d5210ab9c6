import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { SealSettings } from '../../../contract/desk/seal-settings.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { writeMeta } from '../../facts.ts'
import type { Actor } from '../../journal/journal.ts'
import { keepSetting, sealSettings, usable } from './change.ts'
import { keyTokens, moduleFaults, refusalOfToken, triesBook } from './key-tokens.ts'
import { type SealDetails, sealDetails, sealNames, sealSetting } from './setting.ts'

/**
 * An administrator chooses the vendor's module: it is pinned as it is now, and from then on it alone is loaded, by
 * whomever. Throws `invalid-input` for a path that is not whole, `token-module-unusable` where no file can be read there.
 */
export async function pinModule(
  desk: Desk,
  actor: Actor,
  { actId, modulePath }: { readonly actId: string; readonly modulePath: string },
): Promise<SealSettings> {
  if (!isAbsolute(modulePath)) throw new Refusal('invalid-input', { fields: 'modulePath' })
  const bytes = await readFile(modulePath).catch(() => null)
  if (!bytes) throw new Refusal('token-module-unusable', { detail: moduleFaults['file-missing'] })
  const module = createHash('sha256').update(bytes).digest('hex')
  keepSetting(desk, actor, { id: actId, setting: { ...sealSetting(desk.store), module } }, (tx) =>
    writeMeta(tx, sealNames.details, { ...sealDetails(tx), modulePath }),
  )
  return sealSettings(desk)
}

/** The key tokens that are plugged in, with their certificates. Throws as `keyTokens`, and what `refusalOfToken` makes. */
export async function seenTokens(desk: Desk) {
  const tokens = await keyTokens(desk)
  const { certificateFacts } = await import('../../signing/certificate.ts')
  try {
    const found = await tokens.tokens()
    if (found.outcome !== 'found') throw refusalOfToken(found)
    const seen = []
    for (const { token, label, manufacturer, triesLeft } of found.tokens) {
      const on = await tokens.certificates(token)
      const ders = on.outcome === 'found' ? on.certificates.map(({ der }) => der) : []
      const facts = ders.map(certificateFacts).filter((one) => one !== null)
      seen.push({ token, label, manufacturer, triesLeft, facts })
    }
    return seen
  } finally {
    tokens.close()
  }
}

/** Takes the certificate from a key token. Throws what `seenTokens` throws, `certificate-unusable`. */
export async function takeToken(
  desk: Desk,
  actor: Actor,
  { token, fingerprint }: { token: string; fingerprint: string },
): Promise<SealSettings> {
  const seen = (await seenTokens(desk)).find((one) => one.token === token)
  if (!seen) throw new Refusal('token-missing', { detail: token })
  const facts = seen.facts.find((one) => one.fingerprint === fingerprint)
  if (!facts) throw new Refusal('certificate-unusable', { detail: 'không còn trên thiết bị' })
  const certificate = usable(desk, facts)
  const setting = { ...sealSetting(desk.store), certificate: 'token' as const }
  const place = { token, label: seen.label }
  keepSetting(desk, actor, { setting }, (tx) => {
    writeMeta(tx, sealNames.details, { ...sealDetails(tx), certificate, token: place } satisfies SealDetails)
  })
  return sealSettings(desk)
}

/**
 * The office counts the tries at a token's PIN from the beginning: an administrator has seen the token take its PIN in
 * the maker's own tool, which not every token tells of. What the token itself counts stays.
 */
export async function countTriesAnew(
  desk: Desk,
  actor: Actor,
  { actId, token }: { readonly actId: string; readonly token: string },
): Promise<void> {
  const [book, { noTries }] = await Promise.all([triesBook(desk), import('../../signing/key-token/tries.ts')])
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    writing.append({
      type: 'office.token-tries-cleared',
      id: actId,
      subject: 'office',
      baseVer: 0,
      actor,
      body: { token },
      personal: null,
    })
    book.write(token, noTries)
  })
}
