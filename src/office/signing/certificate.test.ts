import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/ports.ts'
import { certificateFacts, chainOf } from './certificate.ts'
import { type Issuing, issuingIn, openssl } from './testing/issuing.ts'

let issuing: Issuing

beforeAll(() => {
  issuing = issuingIn(temporaryFolder())
})

const root = () => {
  openssl(issuing.folder, 'x509', '-in', 'root.pem', '-outform', 'DER', '-out', 'root.der')
  return new Uint8Array(readFileSync(join(issuing.folder, 'root.der')))
}

describe('a certificate', () => {
  it('says whose it is, who issued it, for how long and with which kind of key', () => {
    expect(certificateFacts(issuing.issue('Trần Văn Mẫu', 'rsa'))).toMatchObject({
      subject: 'CN=Trần Văn Mẫu, O=Ủy ban nhân dân phường Ví Dụ, C=VN',
      issuer: 'CN=Chứng thực số Mẫu, O=Thành phố Mẫu, C=VN',
      name: 'Trần Văn Mẫu',
      serialNumber: expect.stringMatching(/^[0-9a-f]+$/),
      keyKind: 'rsa',
      keyBits: 2048,
      signsDocuments: true,
    })
    expect(certificateFacts(issuing.issue('p256', 'p256'))).toMatchObject({ keyKind: 'p256', keyBits: null })
    expect(certificateFacts(issuing.issue('p384', 'p384'))).toMatchObject({ keyKind: null })
  })

  it('gives its days, serial number and fingerprint as OpenSSL reads them', () => {
    const facts = certificateFacts(issuing.issue('days', 'p256'))
    const asked = ['-noout', '-startdate', '-enddate', '-serial', '-fingerprint', '-sha256']
    const said = openssl(issuing.folder, 'x509', '-in', 'days.pem', ...asked).toString()
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(said)?.[1] ?? ''
    expect(facts?.notBefore).toBe(Date.parse(value('notBefore')))
    expect(facts?.notAfter).toBe(Date.parse(value('notAfter')))
    expect(facts?.serialNumber).toBe(value('serial').toLowerCase())
    expect(facts?.fingerprint).toBe(value('sha256 Fingerprint').replaceAll(':', '').toLowerCase())
  })

  it('for the encryption of messages signs no documents', () => {
    const der = issuing.issue('other', 'p256', [], 'keyAgreement')
    expect(certificateFacts(der)).toMatchObject({ signsDocuments: false })
  })

  it('is told from bytes that are none', () => {
    const der = issuing.issue('half', 'p256')
    for (const bytes of [new Uint8Array(), der.subarray(0, 100), Buffer.from('-----BEGIN')])
      expect(certificateFacts(bytes)).toBe(null)
  })

  it('is put before its issuers, and strangers are left out', () => {
    const own = issuing.issue('own', 'p256')
    const stranger = issuing.issue('stranger', 'p256')
    expect(chainOf(own, [stranger, root(), own])).toEqual([own, root()])
    expect(chainOf(own, [stranger])).toEqual([own])
  })
})
