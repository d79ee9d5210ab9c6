import { paragraph } from '../blocks.ts'
import {
  addressee,
  entry,
  firstLine,
  letterClosing,
  letterHead,
  letterLayout,
  letterTitle,
} from '../letter.ts'
import type { Block, Layout } from '../sheet.ts'
import { momentInWords } from '../words.ts'
import type { StopNoticeData } from './data.ts'

const causes = {
  applicant: 'theo đề nghị của người nộp hồ sơ',
  office: 'theo quyết định của cơ quan giải quyết',
}

/** The notice: which dossier stops when, why, and what the applicant gets back and can do. */
export function layoutStopNotice(notice: StopNoticeData): Layout {
  const { agency, applicant, dossierNumber } = notice
  return letterLayout(
    notice,
    [
      ...letterHead(notice),
      ...letterTitle('THÔNG BÁO', 'Dừng giải quyết hồ sơ'),
      ...addressee(`Ông/Bà ${applicant.fullName}`),
      paragraph(
        [
          `${momentInWords(notice.receivedAt)}, ${notice.counter} tiếp nhận hồ sơ của Ông/Bà (`,
          `${applicant.idKind} số ${applicant.idNumber}; địa chỉ: ${applicant.address}).`,
        ],
        firstLine,
      ),
      ...entry('Mã hồ sơ', dossierNumber, true),
      ...entry('Nội dung yêu cầu giải quyết', notice.matter),
      paragraph(
        [
          `${agency.name} thông báo dừng giải quyết hồ sơ trên từ ${momentInWords(notice.stoppedAt)}, `,
          `${causes[notice.cause]}, vì lý do sau:`,
        ],
        firstLine,
      ),
      ...listed(notice.reasons),
      ...entry('Căn cứ', notice.basis),
      ...returned(notice),
      paragraph(['Ông/Bà có thể làm tiếp như sau:'], firstLine),
      ...listed(notice.nextSteps),
      paragraph([`Nếu cần hướng dẫn thêm, xin Ông/Bà liên hệ: ${notice.contact}.`], firstLine),
      paragraph([`${agency.name} thông báo để Ông/Bà được biết./.`], firstLine),
      ...letterClosing(notice, `HS ${dossierNumber}`),
    ],
    `Thông báo dừng giải quyết hồ sơ số ${notice.number}`,
  )
}

function returned({ returned: papers }: StopNoticeData): Block[] {
  if (papers.length === 0) return entry('Giấy tờ trả lại', 'không có')
  return [paragraph(['Giấy tờ, phí, lệ phí trả lại cho Ông/Bà:'], firstLine), ...listed(papers)]
}

function listed(items: readonly string[]): Block[] {
  return items.map((item, index) => paragraph([`${index + 1}. ${item}`], firstLine))
}
