import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import type { SignPdfOutcome } from '../../signing/pdf/sign-pdf.ts'
import { paperSheets } from '../../projection/papers.ts'
import { renderLayout } from '../../sheets/render.ts'
import { type CaseRow, procedureOfCase } from '../cases/read.ts'
import type { OpenCertificate } from '../seal-settings/open-certificate.ts'
import { fileForOthers } from './signed-file.ts'

/** A paper with the office's electronic signature. */
export type SignedSheet = { readonly sheet: string; readonly pdf: Uint8Array }

/**
 * Signs the paper of a case with the office's certificate, the seal's picture inside the signature's place. `sealed` is
 * the row as it will be; nothing is written. Throws `certificate-unusable`, `token-missing`, `token-locked`.
 */
export async function signSheet(
  desk: Desk,
  sealed: CaseRow,
  certificate: OpenCertificate,
  supersedes: string | null,
): Promise<SignedSheet> {
  const found = desk.extensions.caseSheets.find(
    ({ sheet, fits }) => isPaper(sheet.id) && fits(sealed, procedureOfCase(desk, sealed), desk),
  )
  if (!found) throw new Refusal('not-found')
  const { sheet } = found
  const data = found.data(desk, sealed)
  // The line that will say what this paper replaces is not written yet.
  const whole = typeof data === 'object' && supersedes !== null ? { ...data, supersedes } : data
  const layout = sheet.layout(sheet.schema.parse(whole))
  const [{ signaturePlace }, { signPdf }] = await Promise.all([
    import('../../sheets/signature-place.ts'),
    import('../../signing/pdf/sign-pdf.ts'),
  ])
  const place = signaturePlace(layout)
  const signed = await signPdf(await renderLayout(layout, sheet.title), certificate.signer, {
    name: certificate.name,
    reason: sheet.title,
    location: desk.facts().wardName,
    at: desk.ports.clock.now(),
    ...(place?.page === 0 ? { box: place.field } : {}),
  })
  if (signed.outcome !== 'signed') throw refusalOf(signed)
  return { sheet: sheet.id, pdf: signed.pdf }
}

function refusalOf(
  outcome: Exclude<SignPdfOutcome<{ readonly outcome: string }>, { outcome: 'signed' }>,
): Refusal {
  switch (outcome.outcome) {
    case 'unfit-certificate':
      return new Refusal('certificate-unusable', { detail: 'why' in outcome ? outcome.why : '' })
    case 'key-does-not-match':
    case 'too-long':
    case 'no-such-key':
    case 'pin-each-time':
      return new Refusal('certificate-unusable', { detail: outcome.outcome })
    default:
      return new Refusal('token-missing', { detail: outcome.outcome })
  }
}

/** Whether a sheet is the paper of a case, which carries its code. */
export function isPaper(sheet: string): boolean {
  return paperSheets.some((one) => one === sheet)
}

/** Keeps a signed paper in the transaction that seals it: a reprint is the same file, here and on the ward's other PCs. */
export function keepSigned(writing: Writing, row: CaseRow, { sheet, pdf }: SignedSheet): void {
  if (row.token_sha256 === null || row.sealed_at === null) throw new Error('a signed paper belongs to a seal')
  const packed = deflateRawSync(pdf)
  writing.run(
    sql.insertInto('signed_sheet').values({
      token_sha256: row.token_sha256,
      case_id: row.id,
      sheet,
      pdf: packed,
      made_at: row.sealed_at,
    }),
  )
  fileForOthers(writing, row, sheet, packed)
}

const signedOf = composedOnce(({ tokenSha256, sheet }: { tokenSha256: string; sheet: string }) =>
  sql
    .selectFrom('signed_sheet')
    .select('pdf')
    .where('token_sha256', '=', tokenSha256)
    .where('sheet', '=', sheet),
)

/** Whether the newest paper of a case is sealed electronically. */
export function isElectronic({ seal }: CaseRow): boolean {
  return seal === 'electronic'
}

const awaited = composedOnce(({ tokenSha256, sheet }: { tokenSha256: string; sheet: string }) =>
  sql
    .selectFrom('blob_wanted')
    .select('sha256')
    .where('token_sha256', '=', tokenSha256)
    .where('sheet', '=', sheet),
)

/**
 * The signed file of a case's newest paper; null for a paper sealed by hand. Throws `signed-elsewhere` while the file is
 * still on its way from the PC that sealed it.
 */
export function signedSheetOf(reader: Reader, row: CaseRow, sheet: string): Uint8Array | null {
  if (!isElectronic(row) || row.token_sha256 === null) return null
  const kept = reader.first(signedOf({ tokenSha256: row.token_sha256, sheet }))
  if (kept) return new Uint8Array(inflateRawSync(kept.pdf))
  if (reader.first(awaited({ tokenSha256: row.token_sha256, sheet }))) throw new Refusal('signed-elsewhere')
  return null
}
