import { expect, it } from 'vitest'
import { renderLayout } from '../render.ts'
import { signaturePlace } from '../signature-place.ts'
import { sampleElectronic } from '../testing/pictures.ts'
import { readBack } from '../testing/read-back.ts'
import { usualPermit } from '../testing/samples.ts'
import { signPdf } from '../../signing/pdf/sign-pdf.ts'
import { issuingIn } from '../../signing/testing/issuing.ts'
import { askPoppler } from '../../signing/testing/judge-pdf.ts'
import { signerOf } from '../../signing/testing/signer.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import { permitSheet } from './data.ts'
import { permit } from './index.ts'

it('a permit signed where its seal stands is valid to poppler, looks as before, and its code is still read', async () => {
  const issuing = issuingIn(temporaryFolder())
  const signer = signerOf(issuing, 'p256', 'p256', [issuing.issue('p256', 'p256')])
  const layout = permit.layout(permitSheet.parse({ ...usualPermit, seal: sampleElectronic }))
  const place = signaturePlace(layout)
  if (!place) throw new Error('no place for the signature')
  const sheet = await renderLayout(layout, permit.title)
  const words = { name: 'Phường Ví Dụ', reason: 'Cấp giấy', location: 'Ví Dụ', at: Date.now() }
  const answer = await signPdf(sheet, signer, { ...words, box: place.field })
  if (answer.outcome !== 'signed') throw new Error(answer.outcome)
  const said = askPoppler(issuing.folder, answer.pdf)
  expect(said).toContain('Signature is Valid.')
  expect(said).toContain('Total document signed')
  const look = (pdf: Uint8Array) =>
    readBack(pdf, (back) => ({ code: back.symbols(1), picture: back.picture(1, 72).grey }))
  const [before, after] = [look(sheet), look(answer.pdf)]
  expect(after.code).toEqual([usualPermit.tokenText])
  expect(after.picture.equals(before.picture)).toBe(true)
})
