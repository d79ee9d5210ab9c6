import { PDFDocument } from 'pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { permit } from '../../sheets/permit/index.ts'
import { renderSheet } from '../../sheets/registry.ts'
import { readBack } from '../../sheets/testing/read-back.ts'
import { usualPermit } from '../../sheets/testing/samples.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import { type Issuing, issuingIn } from '../testing/issuing.ts'
import { askOpenssl, askPoppler, cutOut, printed } from '../testing/judge-pdf.ts'
import { signerOf } from '../testing/signer.ts'
import type { PdfSigner } from './pdf-signer.ts'
import { readSignatures } from './read-signatures.ts'
import { signPdf } from './sign-pdf.ts'

const seal = { x: 330, y: 560, width: 113, height: 113 }
let issuing: Issuing
let sheet: Uint8Array
const signers: Record<string, PdfSigner> = {}

beforeAll(async () => {
  issuing = issuingIn(temporaryFolder())
  sheet = await renderSheet(permit, usualPermit)
  for (const kind of ['rsa', 'p256'] as const)
    signers[kind] = signerOf(issuing, kind, kind, [issuing.issue(kind, kind)])
})

const words = () => ({
  name: 'Ủy ban nhân dân phường Ví Dụ',
  reason: 'Cấp giấy đi đường số 05/GĐĐ-UBND (bản điện tử) \\ /ByteRange [0 /**********',
  location: 'Phường Ví Dụ',
  at: Date.now(),
  box: seal,
})

async function signed(kind: string): Promise<Uint8Array> {
  const answer = await signPdf(sheet, signers[kind] as PdfSigner, words())
  if (answer.outcome !== 'signed') throw new Error(answer.outcome)
  return answer.pdf
}

/** Whether poppler, OpenSSL and our own reader hold the signature good. */
async function judgements(pdf: Uint8Array) {
  const ours = await readSignatures(pdf).catch(() => [])
  let openssl = true
  try {
    askOpenssl(issuing.folder, issuing.root, pdf)
  } catch {
    openssl = false
  }
  return {
    poppler: askPoppler(issuing.folder, pdf).includes('Signature is Valid.'),
    openssl,
    ours: ours.length === 1 && ours.every(({ intact, coversWholeFile }) => intact && coversWholeFile),
  }
}

const good = { poppler: true, openssl: true, ours: true }
const bad = { poppler: false, openssl: false, ours: false }

describe.each(['rsa', 'p256'])('a permit signed with %s', (kind) => {
  it('is valid to poppler, to OpenSSL as CAdES, and to ourselves', async () => {
    const pdf = await signed(kind)
    expect(await judgements(pdf)).toEqual(good)
    const said = askPoppler(issuing.folder, pdf)
    expect(said).toContain('Signature Type: ETSI.CAdES.detached')
    expect(said).toContain('Signing Hash Algorithm: SHA-256')
    expect(said).toContain('Total document signed')
    expect(said).toContain(`Signer full Distinguished Name: CN=${kind},O=Ủy ban nhân dân phường Ví Dụ,C=VN`)
    expect(askOpenssl(issuing.folder, issuing.root, pdf)).toBe('CAdES Verification successful')
  })

  it('is valid to nobody once one covered byte is another', async () => {
    const pdf = await signed(kind)
    const { covered } = cutOut(pdf)
    const gap = pdf.length - covered.length
    const before = Buffer.from(pdf).indexOf('/Contents <')
    // Twelve places spread over the page, the fonts, the signature dictionary and what follows it.
    for (let count = 0; count < 12; count += 1) {
      const at = Math.floor(((count + 0.5) / 12) * covered.length)
      const changed = Uint8Array.from(pdf)
      const place = at < before ? at : at + gap
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(await judgements(changed)).toEqual(bad)
    }
  })

  it('is valid to nobody once its signature is another', async () => {
    const pdf = await signed(kind)
    const { cms } = cutOut(pdf)
    const start = Buffer.from(pdf).indexOf('/Contents <') + '/Contents <'.length
    const length = 4 + cms.readUInt16BE(2)
    // The last bytes of the CMS are the signature itself.
    const changed = Buffer.from(pdf)
    changed.write(
      changed.toString('latin1', start + 2 * length - 8, start + 2 * length - 7) === '0' ? '1' : '0',
      start + 2 * length - 8,
    )
    expect(await judgements(changed)).toEqual(bad)
  })

  it('carries the attributes of PAdES baseline B-B and no time of signing', async () => {
    const said = printed(issuing.folder, cutOut(await signed(kind)).cms)
    const attributes = [...said.slice(said.indexOf('signedAttrs:')).matchAll(/object: (.*) \(/g)].map(
      ([, name]) => name,
    )
    expect(new Set(attributes)).toEqual(
      new Set(['contentType', 'id-smime-aa-signingCertificateV2', 'messageDigest']),
    )
    expect(said).toContain('eContent: <ABSENT>')
    expect(said).toContain('unsignedAttrs:\n          <ABSENT>')
  })
})

describe('a signed permit', () => {
  it('looks as it did, reads as it did, and its code is still read', async () => {
    const pdf = await signed('rsa')
    readBack(sheet, (before) =>
      readBack(pdf, (after) => {
        expect(after.text).toBe(before.text)
        expect(after.pages).toBe(before.pages)
        expect(after.symbols(1)).toEqual(before.symbols(1))
        expect(after.picture(1, 100).grey.equals(before.picture(1, 100).grey)).toBe(true)
        expect(after.info).toContain('Giấy đi đường')
      }),
    )
  })

  it('has its field over the seal', async () => {
    const [field] = (await PDFDocument.load(await signed('p256'))).getForm().getFields()
    const rectangle = field?.acroField.getWidgets()[0]?.getRectangle()
    expect(rectangle).toEqual({ x: 330, y: expect.closeTo(841.89 - 560 - 113, 1), width: 113, height: 113 })
  })

  it('says in Vietnamese who signed, why, where and when', async () => {
    const said = words()
    const answer = await signPdf(sheet, signers['p256'] as PdfSigner, said)
    if (answer.outcome !== 'signed') throw new Error(answer.outcome)
    const [signature] = await readSignatures(answer.pdf)
    expect(signature).toMatchObject({ name: said.name, reason: said.reason, location: said.location })
    expect(signature?.claimedAt).toBe(Math.floor(said.at / 1000) * 1000)
    expect(signature?.certificate).toMatchObject({ name: 'p256', keyKind: 'p256' })
  })

  it('is not signed twice', async () => {
    const again = await signPdf(await signed('rsa'), signers['p256'] as PdfSigner, words())
    expect(again).toEqual({ outcome: 'already-signed' })
  })

  it('with something in the room its signature left is not intact to us', async () => {
    const pdf = Buffer.from(await signed('rsa'))
    pdf.write('41', pdf.indexOf('00>'))
    expect(await readSignatures(pdf)).toMatchObject([{ intact: false }])
    pdf.write('  ', pdf.indexOf('41>'))
    expect(await readSignatures(pdf)).toMatchObject([{ intact: false }])
  })

  it('to which something was added says that not all of it is signed', async () => {
    const longer = Buffer.concat([await signed('rsa'), Buffer.from('\n% added\n')])
    expect(await readSignatures(longer)).toMatchObject([{ intact: true, coversWholeFile: false }])
    expect(askPoppler(issuing.folder, longer)).toContain('Not total document signed')
  })
})

describe('a PDF is not signed', () => {
  const signWith = (certificate: Uint8Array, at = Date.now(), algorithm: PdfSigner['algorithm'] = 'p256') =>
    signPdf(
      sheet,
      { ...(signers['p256'] as PdfSigner), certificates: [certificate], algorithm },
      { ...words(), at },
    )

  it.each([
    ['it has expired', 'expired', 400],
    ['it is not valid yet', 'not-yet-valid', -400],
  ])('with a certificate when %s', async (_, why, days) => {
    const certificate = signers['p256']?.certificates[0] as Uint8Array
    const at = Date.now() + days * 86_400_000
    expect(await signWith(certificate, at)).toEqual({ outcome: 'unfit-certificate', why })
  })

  it('with a certificate for other things, of another kind of key, of a short key, or that is none', async () => {
    const unfit = (why: string) => ({ outcome: 'unfit-certificate', why })
    const other = issuing.issue('agreement', 'p256', [], 'keyAgreement')
    expect(await signWith(other)).toEqual(unfit('not-for-documents'))
    expect(await signWith(issuing.issue('curve', 'p384'))).toEqual(unfit('other-key-kind'))
    expect(await signWith(issuing.issue('short', 'rsa-1024'), Date.now(), 'rsa')).toEqual(
      unfit('key-too-short'),
    )
    expect(await signWith(Buffer.from('none'))).toEqual(unfit('unreadable'))
  })

  it('with a certificate that is not that of the key', async () => {
    expect(await signWith(issuing.issue('another', 'p256'))).toEqual({ outcome: 'key-does-not-match' })
  })

  it('when its chain needs more room than a file reserves', async () => {
    const { certificates, ...signer } = signers['rsa'] as PdfSigner
    const [own] = certificates as [Uint8Array]
    const long = Array<Uint8Array>(20).fill(own)
    const answer = await signPdf(sheet, { ...signer, certificates: long }, words())
    expect(answer).toMatchObject({ outcome: 'too-long', reserved: 16_384 })
  })

  it('when its key refuses, which is answered as it is', async () => {
    const refusing = {
      ...(signers['p256'] as PdfSigner),
      sign: async () => ({ outcome: 'no-token' as const }),
    }
    expect(await signPdf(sheet, refusing, words())).toEqual({ outcome: 'no-token' })
  })

  it('when it is none', async () => {
    const answer = await signPdf(Buffer.from('Giấy đi đường'), signers['p256'] as PdfSigner, words())
    expect(answer).toEqual({ outcome: 'not-a-pdf' })
    expect(await readSignatures(sheet)).toEqual([])
  })
})
