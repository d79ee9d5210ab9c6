import { createHash, X509Certificate } from 'node:crypto'
import type { z } from 'zod'
import type { MailSetting, setMail } from '../../../contract/desk/notices.ts'
import type { EventBody } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { dropSecret, readMeta, readSecret, writeMeta, writeSecret } from '../../facts.ts'
import type { Actor } from '../../journal/journal.ts'
import { newestSetting } from '../../journal/newest-setting.ts'
import { beginReading } from './queue.ts'

/** How notices leave the office, as the journal says it. */
export type MailFacts = EventBody<'office.mail-set'>
/** What the office signs in with; a secret of the store. */
export type MailAccount = { readonly user: string; readonly password: string }

const off: MailFacts = {
  on: false,
  host: '',
  port: 587,
  protection: 'starttls',
  sender: '',
  signsIn: false,
  certificate: null,
  days: 3,
}
const accountName = 'mail-account'
const certificateName = 'mail-certificate'

/** The setting in force: the newest in the journal; before anybody has set it, no notice leaves the office. */
export function mailFacts(reader: Reader): MailFacts {
  return newestSetting(reader, 'office.mail-set') ?? off
}

/** The account of the setting; null where the server asks for none. */
export function mailAccount(reader: Reader): MailAccount | null {
  const kept = readSecret(reader, accountName)
  // Written by `changeMail` only.
  return kept && mailFacts(reader).signsIn ? (JSON.parse(kept.toString('utf8')) as MailAccount) : null
}

/** The certificate, as PEM, that alone the server may show; null where none is pinned. */
export function pinnedCertificate(reader: Reader): string | null {
  return mailFacts(reader).certificate === null ? null : (readMeta<string>(reader, certificateName) ?? null)
}

/** The setting as its administrator sees it. */
export function mailSetting(reader: Reader): MailSetting {
  const { signsIn: _signsIn, ...facts } = mailFacts(reader)
  const account = mailAccount(reader)
  return { ...facts, user: account?.user ?? null, hasPassword: account !== null }
}

type Asked = z.output<typeof setMail.body>

/**
 * Sets how notices leave the office. A password is kept only for the server and the account it was typed for.
 * Throws `invalid-input` for a certificate that cannot be read and a password that is missing.
 */
export function changeMail(desk: Desk, actor: Actor, asked: Asked): MailSetting {
  const { actId, user: _user, password: _password, certificate, ...rest } = asked
  const before = mailFacts(desk.store)
  const account = accountOf(desk, asked)
  const pem = certificate === 'keep' ? pinnedCertificate(desk.store) : certificate
  const body = { ...rest, signsIn: account !== null, certificate: pem === null ? null : fingerprintOf(pem) }
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    if (account) writeSecret(writing, accountName, Buffer.from(JSON.stringify(account)))
    else dropSecret(writing, accountName)
    if (pem !== null) writeMeta(writing, certificateName, pem)
    writing.append({
      type: 'office.mail-set',
      id: actId,
      subject: 'office',
      baseVer: 0,
      actor,
      body,
      personal: null,
    })
    // What happened while nothing was told by e-mail is not told afterwards.
    if (rest.on && !before.on) beginReading(writing)
  })
  // The account has no second copy.
  desk.store.settle()
  desk.notify('notices')
  return mailSetting(desk.store)
}

function accountOf(desk: Desk, { user, password, host }: Asked): MailAccount | null {
  if (user === null) return null
  if (password !== null) return { user, password }
  const kept = mailAccount(desk.store)
  // Otherwise the password of one server could be had by naming another.
  if (!kept || kept.user !== user || mailFacts(desk.store).host !== host)
    throw new Refusal('invalid-input', { fields: 'password' })
  return kept
}

function fingerprintOf(pem: string): string {
  try {
    return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')
  } catch {
    throw new Refusal('invalid-input', { fields: 'certificate' })
  }
}
