import { field, heading, paragraph } from '../blocks.ts'
import type { Layout } from '../sheet.ts'
import { applicantLines, numbered, part, slipHead, slipLayout, slipSignatures, slipTitle } from '../slip.ts'
import { dayInWords } from '../words.ts'
import type { RefusalData } from './data.ts'

/** The refusal slip: why, and what the applicant can do next. */
export function layoutRefusal(refusal: RefusalData): Layout {
  const { agency, applicant, counter, dossierNumber } = refusal
  return slipLayout(refusal, refusal.issuedOn, [
    ...slipHead(refusal, {
      left: [heading(`Số: ${refusal.number}`, 10)],
      right: [heading(`${agency.place}, ${dayInWords(refusal.issuedOn)}`, 10, { italic: true })],
    }),
    ...slipTitle('PHIẾU TỪ CHỐI TIẾP NHẬN', 'GIẢI QUYẾT HỒ SƠ'),
    paragraph([`${counter} đã xem xét hồ sơ của:`]),
    ...applicantLines(applicant),
    field('Nội dung yêu cầu giải quyết', refusal.matter),
    ...(dossierNumber === undefined ? [] : [field('Mã hồ sơ', dossierNumber)]),
    part('Hồ sơ không được tiếp nhận, giải quyết vì lý do sau:'),
    ...numbered(refusal.reasons),
    part('Ông/Bà có thể làm tiếp như sau:'),
    ...numbered(refusal.nextSteps),
    paragraph([`Cần hướng dẫn thêm, xin liên hệ: ${refusal.contact}.`]),
    paragraph(['Xin thông báo để Ông/Bà được biết.']),
    ...slipSignatures(applicant.fullName, refusal.handledBy),
  ])
}
