import { bold, gap, heading, paragraph } from '../blocks.ts'
import { entry, firstLine, letterClosing, letterHead, letterPage, letterTitle } from '../letter.ts'
import type { Block, Layout, PageLayout } from '../sheet.ts'
import { dayInFigures, dayInWords } from '../words.ts'
import { layoutWorkers } from './annex.ts'
import type { OrganisationPaperData } from './data.ts'

const qrBox = 36
const planTitle = 'Phương án phòng, chống dịch'
const listTitle = 'Danh sách người lao động phải đi lại'

/** The confirmation, and behind it the list of people as annex with page numbers of its own (Decree 30/2020). */
export function layoutOrganisationPaper(paper: OrganisationPaperData): Layout {
  return {
    date: paper.issuedOn,
    training: paper.training,
    pages: [confirmation(paper), ...(paper.workers.length === 0 ? [] : [layoutWorkers(paper)])],
  }
}

function confirmation(paper: OrganisationPaperData): PageLayout {
  const { agency, unit, headcount } = paper
  const page = letterPage(
    paper,
    [
      ...letterHead(paper),
      ...letterTitle(
        'GIẤY XÁC NHẬN',
        paper.plan === undefined ? listTitle : `${planTitle} và ${lowered(listTitle)}`,
      ),
      paragraph([bold(agency.name.toLocaleUpperCase('vi')), ' xác nhận:'], firstLine),
      ...entry('Đơn vị', unit.name.toLocaleUpperCase('vi'), true),
      ...entry('Mã số thuế', unit.taxCode),
      ...entry('Địa chỉ', unit.address),
      ...entry('Người đại diện', representative(unit)),
      ...entry(planTitle, paper.plan),
      ...health(paper),
      ...entry('Số người trong danh sách được xác nhận', `${headcount} người`, true),
      ...routes(paper),
      validity(paper),
      ...conditions(paper),
      ...letterClosing(paper, `HS ${paper.dossierNumber}`, { beneath: code(paper) }),
    ],
    `Giấy xác nhận số ${paper.number}`,
  )
  const rules = paper.issuedUnder
  if (rules === undefined) return page
  const under = heading(`Cấp theo: ${rules}`, 9.5, { italic: true, after: 2 })
  return { ...page, footer: [under, ...(page.footer ?? [])] }
}

function lowered(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
}

function representative({ representative: name, position, phone }: OrganisationPaperData['unit']): string {
  return [name, position, phone && `điện thoại: ${phone}`].filter(Boolean).join('; ')
}

function health({ health: station }: OrganisationPaperData): Block[] {
  if (!station) return []
  return entry('Trạm y tế xác nhận phương án', `${station.name}, ngày ${dayInFigures(station.on)}`)
}

function routes({ routes: registered, otherRoutes }: OrganisationPaperData): Block[] {
  return [
    paragraph(['Cung đường, ca đã đăng ký:'], firstLine),
    ...registered.map(({ route, shift }, index) =>
      paragraph([`${index + 1}. ${route}${shift === undefined ? '' : ` (${shift})`}`], {
        ...firstLine,
        align: 'left',
      }),
    ),
    ...(otherRoutes === 0
      ? []
      : [paragraph([`và ${otherRoutes} cung đường, ca khác ghi trong danh sách kèm theo.`], firstLine)]),
  ]
}

function validity({ firstDay, lastDay, supersedes }: OrganisationPaperData): Block {
  const until = bold(`từ ${dayInWords(firstDay)} đến hết ${dayInWords(lastDay)}`)
  const instead = supersedes === undefined ? '.' : `; thay thế Giấy xác nhận số ${supersedes}.`
  return paragraph(['Giấy này có giá trị ', until, instead], firstLine)
}

function conditions({ conditions: asked }: OrganisationPaperData): Block[] {
  if (asked.length === 0) return []
  return [paragraph(['Điều kiện:'], firstLine), ...asked.map((text) => paragraph([`- ${text}`], firstLine))]
}

function code({ tokenText, number, lastDay }: OrganisationPaperData): Block[] {
  const beneath = [
    heading(`Số: ${number}`, 10.5),
    heading(`Hết hạn: ${dayInFigures(lastDay)}`, 10.5, { bold: true }),
  ]
  return [
    gap(3),
    { kind: 'symbol', text: tokenText, box: qrBox, align: 'left' },
    gap(0.5),
    { kind: 'columns', spacing: 0, columns: [{ width: qrBox, blocks: beneath }] },
  ]
}
