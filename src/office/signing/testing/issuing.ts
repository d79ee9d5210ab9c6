import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test office's certification: a root, and what it issues. Files are named after their owner. */
export type Issuing = {
  readonly folder: string
  /** PEM of the root. */
  readonly root: string
  /** Makes a key of that kind and a certificate for it; answers the DER. `more` are options of `openssl x509`. */
  readonly issue: (name: string, kind: MadeKind, more?: readonly string[], usage?: string) => Uint8Array
  /** A certificate for a public key made elsewhere (PEM). */
  readonly certify: (name: string, publicKey: string) => Uint8Array
}

/** Kinds of keys that tests make. */
export type MadeKind = 'rsa' | 'rsa-1024' | 'p256' | 'p384'

const keyOptions: Readonly<Record<MadeKind, readonly string[]>> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'rsa-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
}

const agency = '/C=VN/O=Ủy ban nhân dân phường Ví Dụ'

/** Runs OpenSSL in a folder; answers what it prints. Throws where it refuses. */
export function openssl(folder: string, ...options: string[]): Buffer {
  return execFileSync('openssl', options, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A root in `folder`, able to issue. */
export function issuingIn(folder: string): Issuing {
  const run = (...options: string[]) => openssl(folder, ...options)
  const subject = ['-utf8', '-subj', '/C=VN/O=Thành phố Mẫu/CN=Chứng thực số Mẫu']
  run('genpkey', ...keyOptions.rsa, '-out', 'root.key')
  run('req', '-x509', '-new', '-key', 'root.key', '-days', '3650', ...subject, '-out', 'root.pem')
  const sign = (name: string, request: readonly string[], more: readonly string[], usage: string) => {
    writeFileSync(join(folder, `${name}.ext`), `keyUsage=critical,${usage}\nbasicConstraints=CA:FALSE\n`)
    const issuer = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-extfile', `${name}.ext`]
    run('x509', ...request, ...issuer, ...(more.length ? more : ['-days', '365']), '-out', `${name}.pem`)
    run('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`)
    return new Uint8Array(readFileSync(join(folder, `${name}.der`)))
  }
  const usual = 'digitalSignature,nonRepudiation'
  const named = (name: string) => ['-utf8', '-subj', `${agency}/CN=${name}`]
  return {
    folder,
    root: join(folder, 'root.pem'),
    issue(name, kind, more = [], usage = usual) {
      run('genpkey', ...keyOptions[kind], '-out', `${name}.key`)
      run('req', '-new', '-key', `${name}.key`, ...named(name), '-out', `${name}.csr`)
      return sign(name, ['-req', '-in', `${name}.csr`], more, usage)
    },
    certify(name, publicKey) {
      writeFileSync(join(folder, `${name}.pub`), publicKey)
      const forced = ['-force_pubkey', `${name}.pub`]
      run('req', '-new', '-key', 'root.key', ...named(name), '-out', `${name}.csr`)
      return sign(name, ['-req', '-in', `${name}.csr`, ...forced], [], usual)
    },
  }
}
