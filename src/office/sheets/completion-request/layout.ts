import { bold, field, heading, paragraph } from '../blocks.ts'
import type { Layout } from '../sheet.ts'
import { applicantLines, numbered, part, slipHead, slipLayout, slipSignatures, slipTitle } from '../slip.ts'
import { dayInWords } from '../words.ts'
import type { CompletionRequestData } from './data.ts'

/** The request to complete a dossier: what is missing, why, by when and who helps. */
export function layoutCompletionRequest(request: CompletionRequestData): Layout {
  const { agency, applicant, counter, bringBy } = request
  const deadline =
    bringBy === undefined
      ? []
      : [paragraph(['Đề nghị Ông/Bà bổ sung ', bold(`trước khi hết ${dayInWords(bringBy)}`), '.'])]
  return slipLayout(request, request.issuedOn, [
    ...slipHead(request, {
      left: [heading(`Số: ${request.number}`, 10)],
      right: [heading(`${agency.place}, ${dayInWords(request.issuedOn)}`, 10, { italic: true })],
    }),
    ...slipTitle('PHIẾU YÊU CẦU BỔ SUNG,', 'HOÀN THIỆN HỒ SƠ'),
    paragraph([`${counter} đã kiểm tra hồ sơ của:`]),
    ...applicantLines(applicant),
    field('Nội dung yêu cầu giải quyết', request.matter),
    field('Mã hồ sơ', request.dossierNumber),
    part('Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:'),
    ...numbered(request.items),
    ...(request.reason === undefined ? [] : [field('Lý do', request.reason)]),
    ...deadline,
    paragraph([
      'Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, đề nghị Ông/Bà liên hệ: ',
      `${request.contact} để được hướng dẫn.`,
    ]),
    ...slipSignatures(applicant.fullName, request.handledBy),
  ])
}
