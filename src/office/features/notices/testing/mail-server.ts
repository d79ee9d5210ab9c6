import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { openssl } from '../../../signing/testing/issuing.ts'
import { temporaryFolder } from '../../../testing/ports.ts'

/** A message as the server took it. */
export type Received = { readonly to: readonly string[]; readonly raw: Buffer }

/** What somebody's mail program makes of them. */
export function mails({ received }: MailServer): Promise<Email[]> {
  return Promise.all(received.map(({ raw }) => PostalMime.parse(raw)))
}

/** What the server does with the next message: take it; refuse it for now, or for good; hang up in the middle of it. */
export type Manner = 'takes' | 'later' | 'refuses-person' | 'refuses-message' | 'hangs-up'

/** A real mail server on loopback with a certificate of its own, which takes `quay` with `mat-khau-thu`. */
export type MailServer = {
  readonly port: number
  readonly certificate: string
  readonly received: Received[]
  /** Messages it was given in whole, whatever it answered. */
  heard(): number
  manner: Manner
  close(): Promise<void>
}

/** Opens one; on a port where there was one before, if told. */
export async function mailServer(
  port = 0,
  made = certificateIn(temporaryFolder()),
  protection: 'starttls' | 'tls' | 'none' = 'starttls',
): Promise<MailServer> {
  const received: Received[] = []
  let heard = 0
  const state: { manner: Manner } = { manner: 'takes' }
  const server = new SMTPServer({
    ...made,
    secure: protection === 'tls',
    disabledCommands: protection === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'quay' && password === 'mat-khau-thu'
        ? done(null, { user: username })
        : done(no('Invalid login', 535)),
    onRcptTo: (_address, _session, done) =>
      done(state.manner === 'refuses-person' ? no('No such user', 550) : null),
    onData(stream, session, done) {
      if (state.manner === 'hangs-up') {
        stream.once('data', () => hangUp(server))
        stream.resume()
        return
      }
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        heard += 1
        if (state.manner === 'later') return done(no('Greylisted', 451))
        if (state.manner === 'refuses-message') return done(no('Content refused', 554))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, raw: Buffer.concat(parts) })
        done(null)
      })
    },
  })
  server.on('error', () => {})
  const listening = await new Promise<number>((resolve) => {
    const socket = server.listen(port, '127.0.0.1', () => {
      const address = socket.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    port: listening,
    certificate: made.cert,
    received,
    heard: () => heard,
    get manner() {
      return state.manner
    },
    set manner(next) {
      state.manner = next
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function hangUp(server: SMTPServer): void {
  for (const connection of server.connections) connection.close()
}

function no(text: string, responseCode: number): Error {
  return Object.assign(new Error(text), { responseCode })
}

/** A key and a certificate that vouches for itself. */
export function certificateIn(folder: string): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, 'mail.key'), join(folder, 'mail.pem')]
  openssl(
    folder,
    ...'req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=thu.vi-du.example -keyout'.split(' '),
    key,
    '-out',
    cert,
  )
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}
