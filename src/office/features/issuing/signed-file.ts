import { createHash } from 'node:crypto'
import { decrypt, encrypt } from '../../aead.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import { systemActor, type Writing } from '../../journal/journal.ts'
import { readSubjectKey } from '../../journal/personal.ts'
import type { CaseRow } from '../cases/read.ts'

/** Largest blob a city takes. */
const mostBytes = 1024 * 1024
/** What the city does not have is asked for again after this long. */
const askAgainMs = 60_000

/**
 * Puts the electronically signed file of a paper on its way to the ward's other PCs, in the transaction that seals it:
 * encrypted under the case's key, its hash in a line of its own. `deflated`: the PDF as it is kept here. One too large
 * for a blob stays on this PC.
 */
export function fileForOthers(writing: Writing, row: CaseRow, sheet: string, deflated: Uint8Array): void {
  const key = readSubjectKey(writing, row.id)
  if (!key || row.token_sha256 === null || row.sealed_at === null) return
  const bytes = encrypt(key, deflated, belonging(row.id))
  if (bytes.length > mostBytes) return
  const sha256 = hashOf(bytes)
  writing.run(sql.insertInto('blob_out').values({ sha256, bytes, made_at: row.sealed_at }))
  writing.append({
    type: 'paper.filed',
    subject: row.id,
    baseVer: row.version,
    actor: systemActor,
    body: { sheet, tokenSha256: row.token_sha256 },
    personal: null,
    blobs: [{ sha256, size: bytes.length, type: 'application/octet-stream' }],
  })
}

/** Files to send now. */
export function filesToSend(reader: Reader, limit: number): { sha256: string; bytes: Uint8Array }[] {
  return reader.all(sql.selectFrom('blob_out').select(['sha256', 'bytes']).orderBy('made_at').limit(limit))
}

/** The city has it. */
export function fileSent(tx: Transactor, sha256: string): void {
  tx.run(sql.deleteFrom('blob_out').where('sha256', '=', sha256))
}

/** Files of other PCs to ask for now, whose key is here. `now` in ms. */
export function filesWanted(reader: Reader, now: number, limit: number): string[] {
  const wanted = reader.all(
    sql
      .selectFrom('blob_wanted')
      .innerJoin('subject_key', 'subject_key.subject', 'blob_wanted.subject')
      .select('sha256')
      // A clock that was set back must not keep anybody waiting.
      .where(({ eb, or }) => or([eb('asked_at', '<=', now - askAgainMs), eb('asked_at', '>', now)]))
      .limit(limit),
  )
  return wanted.map(({ sha256 }) => sha256)
}

/**
 * Keeps a file that came, so that it prints here as it would where it was sealed; `null`: the city does not have it yet.
 * Bytes that are not those of the address, or do not open, are as if they had not come.
 */
export function keepFile(tx: Transactor, sha256: string, bytes: Uint8Array | null, now: number): void {
  const wanted = tx.first(sql.selectFrom('blob_wanted').selectAll().where('sha256', '=', sha256))
  if (!wanted) return
  const { subject, sheet, token_sha256, made_at } = wanted
  const key = readSubjectKey(tx, subject)
  const pdf = key && bytes && hashOf(bytes) === sha256 ? decrypt(key, bytes, belonging(subject)) : null
  if (!pdf) {
    tx.run(sql.updateTable('blob_wanted').set({ asked_at: now }).where('sha256', '=', sha256))
    return
  }
  tx.run(
    sql
      .insertInto('signed_sheet')
      .values({ token_sha256, case_id: subject, sheet, pdf, made_at })
      .onConflict((conflict) => conflict.doNothing()),
  )
  tx.run(sql.deleteFrom('blob_wanted').where('sha256', '=', sha256))
}

/** The subject is bound in. */
function belonging(subject: string): string {
  return `psp1 signed file\n${subject}`
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}
