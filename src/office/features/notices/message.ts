import MailComposer from 'nodemailer/lib/mail-composer'
import type { Desk } from '../../desk.ts'
import { renderSheet } from '../../sheets/render.ts'
import { sql } from '../../database/store.ts'
import { intakeOfBatch } from '../batches/intake.ts'
import { letterOfCorrections, workbookOfCorrections } from '../batches/letters.ts'
import { caseRow, procedureOfCase } from '../cases/read.ts'
import { listNoticeId } from './notice-id.ts'
import type { Message } from './mail-line.ts'
import type { NoticeRow } from './read.ts'

type Attached = { readonly name: string; readonly bytes: Uint8Array; readonly type: string }

type Content = {
  /** Makes the Message-ID: the same notice has the same, however often somebody sends it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attached?: readonly Attached[]
}

/** A message as bytes: UTF-8, headers as RFC 2047 says, an answer by a machine not asked for (RFC 3834). */
export async function composeMessage(desk: Desk, sender: string, content: Content): Promise<Message> {
  const { id, to, subject, text, attached = [] } = content
  const mail = new MailComposer({
    from: { name: `Ủy ban nhân dân ${desk.facts().wardName}`, address: sender },
    to: { name: '', address: to },
    subject,
    text,
    textEncoding: 'B',
    messageId: `<${id}@${sender.split('@')[1] ?? 'localhost'}>`,
    date: new Date(desk.ports.clock.now()),
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: attached.map(({ name, bytes, type }) => ({
      filename: name,
      content: Buffer.from(bytes),
      contentType: type,
    })),
  })
  return { from: sender, to, bytes: await mail.compile().build() }
}

/** The message of a notice, with its letters. Throws what the letters throw. */
export async function messageOf(desk: Desk, sender: string, row: NoticeRow): Promise<Message> {
  const { id, recipient, subject, text } = row
  const attached = [...(await letterOf(desk, row)), ...(await correctionsOf(desk, row))]
  return composeMessage(desk, sender, { id, to: recipient, subject, text, attached })
}

const pdf = 'application/pdf'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The letter as it is now; none once the case has gone on, whose text the notice still tells. */
async function letterOf(desk: Desk, { case_id, sheet }: NoticeRow): Promise<Attached[]> {
  const row = caseRow(desk.store, case_id)
  const found = desk.extensions.caseSheets.find(
    (one) => one.sheet.id === sheet && one.fits(row, procedureOfCase(desk, row), desk),
  )
  if (!found) return []
  const bytes = await renderSheet(found.sheet, found.data(desk, row))
  return [{ name: `${found.sheet.id}-${row.number}.pdf`, bytes, type: pdf }]
}

/** Of a list that came in: the letter about rows to be mended, and those rows as a spreadsheet, while they are here. */
async function correctionsOf(desk: Desk, { id, case_id, kind }: NoticeRow): Promise<Attached[]> {
  if (kind !== 'received') return []
  const batches = desk.store.all(
    sql.selectFrom('batch').select(['id', 'counts']).where('organisation', '=', case_id),
  )
  const batch = batches.find((one) => listNoticeId(one.id) === id)
  if (!batch) return []
  // Written by the projection from a validated event.
  const { bad } = JSON.parse(batch.counts) as { bad: number }
  const intake = intakeOfBatch(desk.store, batch.id, bad)
  if (intake === null) return []
  const { workbook } = await workbookOfCorrections(desk, intake)
  return [
    { name: 'thu-de-nghi-chinh-sua.pdf', bytes: await letterOfCorrections(desk, intake), type: pdf },
    { name: 'dong-can-sua.xlsx', bytes: Buffer.from(workbook, 'base64'), type: xlsx },
  ]
}
