import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { type Issuing, issuingIn, openssl } from '../testing/issuing.ts'
import { openKeyFile } from './open-key-file.ts'

const password = 'Mật khẩu Ví Dụ 1'

let issuing: Issuing

beforeAll(() => {
  issuing = issuingIn(temporaryFolder())
  for (const kind of ['rsa', 'p256', 'p384'] as const) issuing.issue(kind, kind)
})

/** A key file as OpenSSL writes it with these options. */
function keyFile(name: string, ...options: string[]): Uint8Array {
  const { folder } = issuing
  const parts = ['-inkey', `${name}.key`, '-in', `${name}.pem`, '-certfile', 'root.pem']
  openssl(
    folder,
    'pkcs12',
    '-export',
    ...parts,
    '-passout',
    `pass:${password}`,
    '-out',
    'asked.p12',
    ...options,
  )
  return new Uint8Array(readFileSync(join(folder, 'asked.p12')))
}

const tripleDes = ['-keypbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1']

describe('a key file', () => {
  it.each([
    ['as OpenSSL writes it today (PBES2, AES-256, SHA-256)', []],
    ['as older programs write it (triple DES and RC2-40)', ['-legacy']],
    ['with RC2-128 around its certificates', ['-legacy', ...tripleDes, '-certpbe', 'PBE-SHA1-RC2-128']],
    ['with triple DES throughout', [...tripleDes, '-certpbe', 'PBE-SHA1-3DES']],
    ['with AES-128 and a check sum by SHA-512', ['-keypbe', 'AES-128-CBC', '-macalg', 'SHA512']],
    ['without a check sum', ['-nomac']],
    ['with its certificates in the clear', ['-certpbe', 'NONE']],
    ['with its key in the clear', ['-keypbe', 'NONE']],
  ])('opens %s, with RSA and with P-256', async (_, options) => {
    for (const kind of ['rsa', 'p256'] as const) {
      const opened = await openKeyFile(keyFile(kind, ...options), password)
      expect(opened).toMatchObject({ outcome: 'opened', certificate: { name: kind, keyKind: kind } })
      if (opened.outcome === 'opened') {
        expect(opened.signer.certificates).toHaveLength(2)
        expect(await opened.signer.sign(Buffer.from('bytes'))).toMatchObject({ outcome: 'signed' })
      }
    }
  })

  it.each([
    ['today', []],
    ['by older programs', ['-legacy']],
    ['without a check sum', ['-nomac']],
  ])('written %s says that a password is wrong', async (_, options) => {
    const file = keyFile('rsa', ...options)
    for (const wrong of ['', 'mật khẩu ví dụ 1', `${password} `])
      expect(await openKeyFile(file, wrong)).toEqual({ outcome: 'wrong-password' })
  })

  it('opens with no password where it was written with none', async () => {
    const { folder } = issuing
    const parts = ['-inkey', 'p256.key', '-in', 'p256.pem', '-passout', 'pass:', '-out', 'open.p12']
    openssl(folder, 'pkcs12', '-export', ...parts)
    const file = new Uint8Array(readFileSync(join(folder, 'open.p12')))
    expect(await openKeyFile(file, '')).toMatchObject({ outcome: 'opened' })
  })

  it('is told from other files and from half a file', async () => {
    const file = keyFile('rsa')
    for (const other of [
      new Uint8Array(),
      Buffer.from('%PDF-1.7'),
      file.subarray(0, 900),
      issuing.issue('x', 'p256'),
    ])
      expect(await openKeyFile(other, password)).toEqual({ outcome: 'not-a-key-file' })
  })

  it('with a key that signs nothing here is said to be unsupported', async () => {
    expect(await openKeyFile(keyFile('p384'), password)).toEqual({ outcome: 'unsupported', detail: 'key ec' })
  })

  it('of certificates alone holds no key', async () => {
    expect(await openKeyFile(keyFile('rsa', '-nokeys'), password)).toEqual({ outcome: 'no-key' })
  })

  it('that asks for more rounds than any honest file is not computed', async () => {
    const file = await openKeyFile(keyFile('rsa', '-iter', '2500000', '-nomac'), password)
    expect(file).toEqual({ outcome: 'unsupported', detail: '2500000 rounds of key derivation' })
  })
})
