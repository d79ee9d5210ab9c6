import { execFileSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Issuing, openssl } from './issuing.ts'

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]

/** SoftHSM's module on this computer, or the empty string. */
export const softModule = modules.find((path) => existsSync(path)) ?? ''

/** What this computer lacks for tests with a key token in software, or null. */
export function lackingForTokens(): string | null {
  if (!softModule) return 'softhsm2 is not installed'
  for (const program of ['softhsm2-util', 'pkcs11-tool']) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`])
    } catch {
      return `${program} is not installed`
    }
  }
  try {
    createRequire(import.meta.url).resolve('pkcs11js')
    return null
  } catch {
    return 'pkcs11js was not compiled'
  }
}

/** A key token in software, in a folder of its own, for this process and those it starts. */
export type SoftToken = {
  readonly pin: string
  /** Makes a key pair on it; answers the public key as PEM. */
  readonly makeKey: (id: string, label: string, kind: 'rsa:2048' | 'EC:prime256v1') => string
  /** Puts a certificate on it. */
  readonly putCertificate: (id: string, label: string, der: Uint8Array) => void
}

/** Sets up a token with that label in the folder and points SoftHSM at it. */
export function softTokenIn(folder: string, label: string, pin = '12345678'): SoftToken {
  const tokens = join(folder, 'tokens')
  mkdirSync(tokens, { recursive: true })
  const configuration = join(folder, 'softhsm2.conf')
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  )
  process.env['SOFTHSM2_CONF'] = configuration
  const quiet = { stdio: 'pipe' as const }
  const set = ['--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '87654321']
  execFileSync('softhsm2-util', set, quiet)
  const tool = (...asked: string[]) =>
    execFileSync('pkcs11-tool', ['--module', softModule, '--token-label', label, ...asked], quiet)
  return {
    pin,
    makeKey(id, name, kind) {
      const made = join(folder, `${id}.spki`)
      tool('--login', '--pin', pin, '--keypairgen', '--key-type', kind, '--id', id, '--label', name)
      tool('--read-object', '--type', 'pubkey', '--id', id, '--output-file', made)
      const key = createPublicKey({ key: readFileSync(made), format: 'der', type: 'spki' })
      return key.export({ format: 'pem', type: 'spki' }).toString()
    },
    putCertificate(id, name, der) {
      const file = join(folder, `${id}.der`)
      writeFileSync(file, der)
      const what = ['--type', 'cert', '--id', id, '--label', name]
      tool('--login', '--pin', pin, '--write-object', file, ...what)
    },
  }
}

/** A token with an RSA and a P-256 key, each with its certificate of `issuing`, and the root. */
export function officeToken(issuing: Issuing, label: string): SoftToken {
  const token = softTokenIn(issuing.folder, label)
  for (const [id, kind] of [
    ['01', 'rsa:2048'],
    ['02', 'EC:prime256v1'],
  ] as const) {
    const name = `Con dấu số ${id}`
    token.putCertificate(id, name, issuing.certify(name, token.makeKey(id, name, kind)))
  }
  openssl(issuing.folder, 'x509', '-in', 'root.pem', '-outform', 'DER', '-out', 'root.der')
  token.putCertificate('03', 'Root', readFileSync(join(issuing.folder, 'root.der')))
  return token
}
