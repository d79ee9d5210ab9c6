import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PdfSigner } from '../pdf/pdf-signer.ts'
import type { Issuing } from './issuing.ts'

/** A signer with the key of that name, which `issuing` has made. */
export function signerOf(
  { folder }: Issuing,
  name: string,
  algorithm: PdfSigner['algorithm'],
  certificates: readonly Uint8Array[],
): PdfSigner {
  const key = createPrivateKey(readFileSync(join(folder, `${name}.key`)))
  return {
    certificates,
    algorithm,
    sign: async (bytes) => ({
      outcome: 'signed',
      signature: sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    }),
  }
}
