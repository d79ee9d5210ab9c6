import { bold, gap, paragraph } from '../blocks.ts'
import {
  addressee,
  entry,
  firstLine,
  letterClosing,
  letterHead,
  letterLayout,
  letterTitle,
  letterWidth,
} from '../letter.ts'
import type { Block, Layout } from '../sheet.ts'
import { momentInFigures, momentInWords } from '../words.ts'
import type { ApologyData } from './data.ts'

/** The apology: what was promised, why it was not kept, and when the result will be there. */
export function layoutApology(apology: ApologyData): Layout {
  const { agency, applicant, dossierNumber, newDueAt } = apology
  const office = agency.name
  return letterLayout(
    apology,
    [
      ...letterHead(apology),
      ...letterTitle('VĂN BẢN XIN LỖI', 'và đề nghị gia hạn thời gian giải quyết hồ sơ'),
      ...addressee(`Ông/Bà ${applicant.fullName}`),
      paragraph(
        [
          `${momentInWords(apology.receivedAt)}, ${office} tiếp nhận hồ sơ của Ông/Bà (`,
          `${applicant.idKind} số ${applicant.idNumber}; địa chỉ: ${applicant.address}).`,
        ],
        firstLine,
      ),
      ...entry('Mã hồ sơ', dossierNumber, true),
      ...entry('Nội dung yêu cầu giải quyết', apology.matter),
      ...entry('Thời gian hẹn trả kết quả', momentInWords(lastPromise(apology))),
      paragraph(
        [`Đến nay, ${office} chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn đã hẹn.`],
        firstLine,
      ),
      ...entry('Bộ phận chậm giải quyết', apology.unit),
      ...entry('Lý do', apology.reason),
      ...earlierPromises(apology),
      paragraph(
        [
          'Sự chậm trễ này đã gây phiền hà, làm mất thời gian và công sức của Ông/Bà. ',
          bold(`${office} xin lỗi Ông/Bà`),
          ' và đề nghị gia hạn thời gian giải quyết; kết quả sẽ được trả ',
          bold(`chậm nhất ${momentInWords(newDueAt)}`),
          ` tại ${apology.collectAt}.`,
        ],
        firstLine,
      ),
      paragraph([`Nếu cần biết thêm, xin Ông/Bà liên hệ: ${apology.contact}.`], firstLine),
      paragraph(['Rất mong nhận được sự thông cảm của Ông/Bà./.'], firstLine),
      ...letterClosing(apology, `HS ${dossierNumber}`),
    ],
    `Xin lỗi và gia hạn số ${apology.number}`,
  )
}

function lastPromise({ promises, receivedAt }: ApologyData) {
  return promises.at(-1)?.dueAt ?? receivedAt
}

/** Once a second promise is broken, the letter tells all of them. */
function earlierPromises({ promises, reason }: ApologyData): Block[] {
  if (promises.length < 2) return []
  return [
    paragraph([`Hồ sơ này đã được hẹn ${promises.length} lần:`], firstLine),
    {
      kind: 'table',
      size: 11.5,
      columns: [
        { title: 'Lần', width: 14, align: 'center' },
        { title: 'Thời gian đã hẹn', width: 48, align: 'center' },
        { title: 'Lý do chưa trả kết quả', width: letterWidth - 62, align: 'left' },
      ],
      rows: promises.map(({ dueAt, reason: why }, index) => [
        `${index + 1}`,
        momentInFigures(dueAt),
        why ?? (index === promises.length - 1 ? reason : ''),
      ]),
    },
    gap(2),
  ]
}
