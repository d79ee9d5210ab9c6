import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { readSecret } from '../../facts.ts'
import type { LiveSession } from '../../sessions.ts'
import type { NotSigned } from '../../signing/key-token/messages.ts'
import type { PdfSigner } from '../../signing/pdf/pdf-signer.ts'
import { keyTokens, refusalOfToken } from './key-tokens.ts'
import { type KnownCertificate, sealDetails, sealNames, sealSetting } from './setting.ts'

/** The office's certificate with its key, open for one person's session. */
export type OpenCertificate = {
  readonly signer: PdfSigner<NotSigned>
  readonly name: string
  readonly serialNumber: string
}

type Held = {
  readonly session: string
  readonly open: OpenCertificate
  readonly lock: () => void
  timer: NodeJS.Timeout
}

/** One open certificate a desk: whoever unlocks it next locks it for the one before. Memory only. */
const held = new WeakMap<Desk, Held>()
/** Left idle this long it locks itself, as the screen does. */
const idleMs = 15 * 60_000

/** The certificate as this session has opened it, or null; using it keeps it open. */
export async function openCertificate(
  desk: Desk,
  session: Pick<LiveSession, 'id'>,
): Promise<OpenCertificate | null> {
  if (desk.facts().training) return trainingCertificate(desk)
  const now = held.get(desk)
  if (now?.session !== session.id) return null
  now.timer.refresh()
  return now.open
}

/** Locks the certificate up: another setting, or somebody else's turn. */
export function lockCertificate(desk: Desk): void {
  const now = held.get(desk)
  if (!now) return
  clearTimeout(now.timer)
  now.lock()
  held.delete(desk)
}

/**
 * Opens the office's certificate for this session with the password of its file or the PIN of its token; neither is
 * kept. Throws `seal-not-set-up`, `certificate-unusable`, `wrong-pin`, `locked-out`, and what `keyTokens` and
 * `refusalOfToken` make.
 */
export async function unlockCertificate(desk: Desk, session: LiveSession, secret: string): Promise<void> {
  const { certificate: where } = sealSetting(desk.store)
  const { certificate } = sealDetails(desk.store)
  if (where === null || !certificate)
    throw new Refusal('seal-not-set-up', { detail: 'chưa chọn chứng thư số' })
  lockCertificate(desk)
  const opened =
    where === 'file' ? await openFile(desk, session, secret) : await openToken(desk, secret, certificate)
  const { name, serialNumber } = certificate
  held.set(desk, {
    session: session.id,
    open: { signer: opened.signer, name, serialNumber },
    lock: opened.lock,
    timer: setTimeout(() => lockCertificate(desk), idleMs).unref(),
  })
}

type Opened = { readonly signer: PdfSigner<NotSigned>; readonly lock: () => void }

async function openFile(desk: Desk, session: LiveSession, password: string): Promise<Opened> {
  const file = readSecret(desk.store, sealNames.keyFile)
  if (!file) throw new Refusal('seal-not-set-up', { detail: 'thiếu tệp chứng thư số' })
  const { left } = desk.attempts.spend(session.user, 'certificate')
  const { openKeyFile } = await import('../../signing/key-file/open-key-file.ts')
  const opened = await openKeyFile(new Uint8Array(file), password)
  if (opened.outcome === 'wrong-password')
    throw new Refusal('certificate-unusable', { detail: `sai mật khẩu, còn ${left} lần thử` })
  desk.attempts.clear(session.user, 'certificate')
  if (opened.outcome !== 'opened') throw new Refusal('certificate-unusable', { detail: opened.outcome })
  return { signer: opened.signer, lock: () => undefined }
}

async function openToken(desk: Desk, pin: string, { fingerprint }: KnownCertificate): Promise<Opened> {
  const { token } = sealDetails(desk.store)
  if (!token) throw new Refusal('seal-not-set-up', { detail: 'chưa chọn thiết bị ký số' })
  const tokens = await keyTokens(desk)
  try {
    const outcome = await tokens.unlock(token.token, new TextEncoder().encode(pin))
    if (outcome.outcome !== 'unlocked') throw refusalOfToken(outcome)
    const { unlocked } = outcome
    const found = await unlocked.keys()
    if (found.outcome !== 'found') throw refusalOfToken(found)
    const { certificateFacts } = await import('../../signing/certificate.ts')
    const key = found.keys.find(
      ({ certificate }) => certificate !== null && certificateFacts(certificate)?.fingerprint === fingerprint,
    )
    const listed = await tokens.certificates(token.token)
    const issuers = listed.outcome === 'found' ? listed.certificates.map(({ der }) => der) : []
    const { tokenSigner } = await import('../../signing/key-token/token-signer.ts')
    const signer = key && tokenSigner(unlocked, key, issuers)
    if (!signer) throw new Refusal('certificate-unusable', { detail: 'thiết bị không có khóa của chứng thư' })
    return { signer, lock: () => tokens.close() }
  } catch (error) {
    tokens.close()
    throw error
  }
}

async function trainingCertificate(desk: Desk): Promise<OpenCertificate> {
  const { trainingSigner } = await import('./training-certificate.ts')
  return { signer: await trainingSigner(desk), name: 'TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ', serialNumber: '01' }
}
