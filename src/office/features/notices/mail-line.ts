import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ConnectionOptions, PeerCertificate } from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailProblem } from '../../../contract/desk/notices.ts'
import type { MailAccount, MailFacts } from './setting.ts'

/** A message as it goes over the line. */
export type Message = { readonly from: string; readonly to: string; readonly bytes: Buffer }

/**
 * What came of a message. `refused`: for good; `later`: not now; `line`: the connection ended before the message went
 * out; `unknown`: it ended after, and the server may have it (RFC 5321 section 6.1).
 */
export type SendOutcome =
  | { readonly came: 'sent' | 'refused' | 'later'; readonly code: number }
  | { readonly came: 'line' | 'unknown'; readonly code: null }

/** An open, signed-in connection to the office's mail server. */
export type MailLine = {
  send(message: Message): Promise<SendOutcome>
  /** Whether another message can be sent. */
  isOpen(): boolean
  close(): void
}

export type MailAddress = {
  readonly facts: MailFacts
  readonly account: MailAccount | null
  /** PEM. */
  readonly certificate: string | null
}

type MailError = Error & {
  readonly code?: string | undefined
  readonly originalCode?: string | undefined
  readonly responseCode?: number | undefined
  readonly command?: string | undefined
}

const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

/**
 * Connects, protected in every case, and signs in; `halt` ends it all at once. Nothing is said to a server whose
 * certificate is not right.
 */
export async function openMailLine(
  { facts, account, certificate }: MailAddress,
  halt: AbortSignal,
): Promise<MailLine | MailProblem> {
  const connection = new SMTPConnection({
    ...patience,
    host: facts.host,
    port: facts.port,
    secure: facts.protection === 'tls',
    requireTLS: true,
    // The domain of the sender: a PC's own name is nobody's business.
    name: facts.sender.split('@')[1] ?? 'localhost',
    logger: false,
    tls: protection(facts, certificate),
  })
  let isOpen = true
  const abort = () => connection.close()
  halt.addEventListener('abort', abort)
  connection.on('end', () => {
    isOpen = false
    halt.removeEventListener('abort', abort)
  })
  const problem = await new Promise<MailError | null>((resolve) => {
    // Stays on: an error nobody listens to would end the program.
    connection.on('error', resolve)
    connection.on('end', () => resolve(new Error('ended')))
    connection.connect((error) => resolve(error ?? null))
  })
  const refusal = problem ?? (account ? await signIn(connection, account) : null)
  if (refusal) {
    connection.close()
    return problemOf(refusal)
  }
  return {
    isOpen: () => isOpen,
    send: (message) => send(connection, message),
    close: () => (isOpen ? connection.quit() : connection.close()),
  }
}

function protection(facts: MailFacts, certificate: string | null): ConnectionOptions {
  const base = { minVersion: 'TLSv1.2' } as const
  if (certificate === null) return base
  return {
    ...base,
    ca: [certificate],
    // A pinned certificate need not be the root of its authority.
    allowPartialTrustChain: true,
    checkServerIdentity: (_host: string, shown: PeerCertificate) =>
      createHash('sha256').update(shown.raw).digest('hex') === facts.certificate
        ? undefined
        : Object.assign(new Error('another certificate'), { code: 'CERT_NOT_PINNED' }),
  }
}

function signIn(connection: SMTPConnection, { user, password }: MailAccount): Promise<MailError | null> {
  return new Promise((resolve) => {
    connection.once('error', resolve)
    connection.once('end', () => resolve(new Error('ended')))
    connection.login({ user, credentials: { user, pass: password } }, (error) => resolve(error))
  })
}

function problemOf({ code, originalCode, responseCode }: MailError): MailProblem {
  if (code === 'EAUTH') return responseCode !== undefined && responseCode < 500 ? 'unreachable' : 'sign-in'
  return code === 'ETLS' || /CERT|TLS|SSL/.test(originalCode ?? '') ? 'certificate' : 'unreachable'
}

function send(connection: SMTPConnection, { from, to, bytes }: Message): Promise<SendOutcome> {
  let begun = false
  // Read only once the server has asked for the message: from then on it may have it.
  const message = Readable.from(
    (function* () {
      begun = true
      yield bytes
    })(),
    { objectMode: false, highWaterMark: 64 * 1024 },
  )
  return new Promise((resolve) => {
    // An error that ended the connection is told after its end, and tells more.
    connection.once('end', () => setImmediate(() => resolve(outcomeOf(new Error('ended'), begun))))
    connection.send({ from, to: [to], size: bytes.length }, message, (error: MailError | null, info) => {
      if (!error) resolve({ came: 'sent', code: Number.parseInt(info?.response ?? '', 10) || 250 })
      else resolve(outcomeOf(error, begun))
    })
  })
}

function outcomeOf({ responseCode, code, command }: MailError, begun: boolean): SendOutcome {
  if (responseCode !== undefined && responseCode >= 400) {
    // What it has against the sender says nothing about the one who is written to.
    const isForGood = responseCode >= 500 && responseCode !== 503 && command !== 'MAIL FROM'
    return { came: isForGood ? 'refused' : 'later', code: responseCode }
  }
  if (begun) return { came: 'unknown', code: null }
  // An address that no server could be told, or a message it is too large for.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { came: 'refused', code: 553 }
  return { came: 'line', code: null }
}
