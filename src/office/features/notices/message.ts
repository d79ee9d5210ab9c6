import MailComposer from 'nodemailer/lib/mail-composer'
import type { Desk } from '../../desk.ts'
import { renderSheet } from '../../sheets/render.ts'
import { caseRow, procedureOfCase } from '../cases/read.ts'
import type { Message } from './mail-line.ts'
import type { NoticeRow } from './read.ts'

type Content = {
  /** Makes the Message-ID: the same notice has the same, however often somebody sends it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly pdf?: { readonly name: string; readonly bytes: Uint8Array } | undefined
}

/** A message as bytes: UTF-8, headers as RFC 2047 says, an answer by a machine not asked for (RFC 3834). */
export async function composeMessage(desk: Desk, sender: string, content: Content): Promise<Message> {
  const { id, to, subject, text, pdf } = content
  const mail = new MailComposer({
    from: { name: `Ủy ban nhân dân ${desk.facts().wardName}`, address: sender },
    to: { name: '', address: to },
    subject,
    text,
    textEncoding: 'B',
    messageId: `<${id}@${sender.split('@')[1] ?? 'localhost'}>`,
    date: new Date(desk.ports.clock.now()),
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(pdf
      ? {
          attachments: [
            { filename: pdf.name, content: Buffer.from(pdf.bytes), contentType: 'application/pdf' },
          ],
        }
      : {}),
  })
  return { from: sender, to, bytes: await mail.compile().build() }
}

/** The message of a notice, with its letter. Throws what the letter throws. */
export async function messageOf(desk: Desk, sender: string, row: NoticeRow): Promise<Message> {
  const { id, recipient, subject, text } = row
  return composeMessage(desk, sender, { id, to: recipient, subject, text, pdf: await letterOf(desk, row) })
}

/** The letter as it is now; none once the case has gone on, whose text the notice still tells. */
async function letterOf(desk: Desk, { case_id, sheet }: NoticeRow): Promise<Content['pdf']> {
  const row = caseRow(desk.store, case_id)
  const found = desk.extensions.caseSheets.find(
    (one) => one.sheet.id === sheet && one.fits(row, procedureOfCase(desk, row), desk),
  )
  if (!found) return undefined
  const bytes = await renderSheet(found.sheet, found.data(desk, row))
  return { name: `${found.sheet.id}-${row.number}.pdf`, bytes }
}
