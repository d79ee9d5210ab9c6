import { describe, expect, it } from 'vitest'
import { apology } from './apology/index.ts'
import { caseRecord } from './case-record/index.ts'
import { compose } from './compose.ts'
import { controlSlip } from './control-slip/index.ts'
import { organisationPaper } from './organisation-paper/index.ts'
import { renderSheet } from './registry.ts'
import { signaturePlace } from './signature-place.ts'
import { stopNotice } from './stop-notice/index.ts'
import { transferSlip } from './transfer-slip/index.ts'
import {
  usualApology,
  usualCaseRecord,
  usualControlSlip,
  usualOrganisationPaper,
  usualStopNotice,
  usualTransferSlip,
  workers,
} from './testing/desk-samples.ts'
import {
  fullApology,
  fullCaseRecord,
  fullControlSlip,
  fullOrganisationPaper,
  fullStopNotice,
  fullTransferSlip,
} from './testing/full-desk-samples.ts'
import { sampleElectronic } from './testing/pictures.ts'
import { readBack, words } from './testing/read-back.ts'
import { longText } from './testing/samples.ts'

/** Letters only: how a long text breaks over lines and cells is not the question. */
const letters = (text: string) => text.replace(/\s+/g, '')
const times = (text: string, part: string) => letters(text).split(letters(part)).length - 1

describe('an apology with request for more time', () => {
  it('says what was promised, why it was not kept, and when the result will be there', async () => {
    readBack(await renderSheet(apology, usualApology), (back) => {
      expect(back.pages).toBe(1)
      expect(back.info).toContain('(A4)')
      const text = words(back.text)
      for (const sentence of [
        'VĂN BẢN XIN LỖI và đề nghị gia hạn thời gian giải quyết hồ sơ',
        'Kính gửi: Ông/Bà Nguyễn Thị Hoài Thương',
        'Mã hồ sơ: 39901-261121-0007',
        'Thời gian hẹn trả kết quả: 17 giờ 00, ngày 23 tháng 11 năm 2026',
        'Ủy ban nhân dân phường Ví Dụ xin lỗi Ông/Bà',
        'chậm nhất 11 giờ 30, ngày 26 tháng 11 năm 2026',
        'PHÓ CHỦ TỊCH',
      ])
        expect(text).toContain(sentence)
      expect(text).not.toContain('đã được hẹn')
    })
  })

  it('tells every promise once a second one is broken', async () => {
    const promises = [
      { dueAt: { date: '2026-11-22', minute: 1020 }, reason: 'Mất điện tại trụ sở.' },
      ...usualApology.promises,
    ]
    readBack(await renderSheet(apology, { ...usualApology, promises }), (back) => {
      const text = words(back.text)
      expect(text).toContain('Hồ sơ này đã được hẹn 2 lần:')
      expect(text).toContain('1 17:00, 22/11/2026 Mất điện tại trụ sở.')
      expect(text).toContain('2 17:00, 23/11/2026 Trạm y tế phường chưa xác nhận')
    })
  })

  it('cannot promise a time that was promised before, or give no reason', async () => {
    const newDueAt = { date: '2026-11-23', minute: 1020 }
    await expect(async () => renderSheet(apology, { ...usualApology, newDueAt })).rejects.toThrow('not later')
    await expect(async () => renderSheet(apology, { ...usualApology, reason: ' ' })).rejects.toThrow()
    await expect(async () => renderSheet(apology, { ...usualApology, promises: [] })).rejects.toThrow()
  })

  it('loses nothing of the longest texts, over numbered pages', async () => {
    readBack(await renderSheet(apology, fullApology), (back) => {
      expect(back.pages).toBeGreaterThan(1)
      expect(times(back.allText, longText(600))).toBe(1)
      expect(letters(back.text)).toContain(letters(`Lý do: ${longText(600)}`))
      expect(back.text.split('\f')[1]?.trim()).toMatch(/^2\s/)
    })
  })
})

describe('a notice of stopping', () => {
  it('says which dossier stops when and why, what comes back, and what can be done', async () => {
    readBack(await renderSheet(stopNotice, usualStopNotice), (back) => {
      expect(back.pages).toBe(1)
      const text = words(back.text)
      for (const sentence of [
        'THÔNG BÁO Dừng giải quyết hồ sơ',
        'từ 08 giờ 00, ngày 24 tháng 11 năm 2026, theo đề nghị của người nộp hồ sơ, vì lý do sau:',
        usualStopNotice.reasons[0],
        '1. 01 bản chính Giấy xác nhận của đơn vị sử dụng lao động',
        usualStopNotice.nextSteps[0],
      ])
        expect(text).toContain(sentence)
    })
  })

  it('says so when nothing comes back', async () => {
    readBack(await renderSheet(stopNotice, { ...usualStopNotice, returned: [] }), (back) =>
      expect(words(back.text)).toContain('Giấy tờ trả lại: không có'),
    )
  })

  it('loses nothing of the longest texts', async () => {
    readBack(await renderSheet(stopNotice, fullStopNotice), (back) => {
      for (let number = 1; number <= 6; number++)
        expect(times(back.text, `${number}. ${longText(300)}`)).toBe(2)
      expect(times(back.text, `12. ${longText(160)}`)).toBe(1)
    })
  })
})

describe('a control slip', () => {
  it('shows who had the dossier from when to when, and what was late, in words', async () => {
    readBack(await renderSheet(controlSlip, usualControlSlip), (back) => {
      expect(back.pages).toBe(1)
      const text = words(back.allText)
      for (const sentence of [
        'Trước hạn',
        'QUÁ HẠN',
        'Chờ đơn vị bổ sung phương án',
        'Hẹn trả kết quả: 17 giờ 00',
      ])
        expect(text).toContain(sentence)
      expect(text).toContain('Tổng số lần giao, nhận: 3; quá hạn: 2')
      expect(back.symbols(1)).toEqual(['39901-261121-0007'])
    })
  })

  it('grows over pages that repeat its head, and says on each to which dossier it belongs', async () => {
    const [, stay] = usualControlSlip.stays
    if (!stay) throw new Error('no stay')
    const stays = Array.from({ length: 60 }, (_, index) => ({ ...stay, note: `Lần thứ ${index + 1}` }))
    readBack(await renderSheet(controlSlip, { ...usualControlSlip, stays }), (back) => {
      expect(back.pages).toBe(3)
      const pages = back.text.split('\f').slice(0, back.pages).map(words)
      pages.forEach((page, index) => {
        expect(page).toContain('Nhận lúc')
        if (index > 0)
          expect(page.trim()).toMatch(new RegExp(`^${index + 1} Phiếu kiểm soát hồ sơ 39901-261121-0007`))
      })
      for (let number = 1; number <= 60; number++) expect(back.text).toContain(`Lần thứ ${number}`)
      expect(pages.at(-1)).toContain('quá hạn: 60')
    })
  })

  it('loses no row of five hundred of the longest', async () => {
    const drawn = compose(controlSlip.layout(controlSlip.schema.parse(fullControlSlip))).pages
    const said = drawn.flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === 'text' ? mark.pieces.map(({ text }) => text) : [])),
    )
    expect(times(said.join(' '), longText(200))).toBe(500)
    for (const { marks, height } of drawn)
      for (const mark of marks) if (mark.kind === 'text') expect(mark.y).toBeLessThan(height - 30)
  })
})

describe('a transfer slip', () => {
  it('says what goes where and why, with room for the receiving office to confirm, on one page', async () => {
    readBack(await renderSheet(transferSlip, usualTransferSlip), (back) => {
      expect(back.pages).toBe(1)
      const text = words(back.text)
      for (const sentence of [
        'PHIẾU CHUYỂN HỒ SƠ',
        'Kính gửi: Ủy ban nhân dân phường Thử',
        'Lý do chuyển: Người nộp hồ sơ cư trú trên địa bàn phường Thử.',
        '2 Giấy xác nhận của đơn vị sử dụng lao động Bản chính 01',
        'XÁC NHẬN CỦA NƠI NHẬN',
        'Người giao: Lê Thị Quầy',
      ])
        expect(text).toContain(sentence)
    })
  })

  it('lists thirty papers of the longest names over further pages', async () => {
    readBack(await renderSheet(transferSlip, fullTransferSlip), (back) => {
      expect(back.pages).toBeGreaterThan(2)
      expect(letters(back.allText).split('Bảnchính99')).toHaveLength(31)
      expect(words(back.text.split('\f')[back.pages - 1] ?? '')).toContain('XÁC NHẬN CỦA NƠI NHẬN')
    })
  })
})

describe('an organisation paper', () => {
  it('confirms plan and people of a unit with one code for it, and has the list as annex', async () => {
    readBack(await renderSheet(organisationPaper, usualOrganisationPaper), (back) => {
      expect(back.pages).toBe(2)
      const [paper = '', annex = ''] = back.text.split('\f').map(words)
      for (const sentence of [
        'GIẤY XÁC NHẬN Phương án phòng, chống dịch',
        'Đơn vị: CÔNG TY TRÁCH NHIỆM HỮU HẠN MINH HỌA',
        'Mã số thuế: 0100000000-001',
        'Người đại diện: Ngô Văn Giám; Giám đốc; điện thoại: 0912.000.111',
        'Trạm y tế xác nhận phương án: Đỗ Văn Trạm, ngày 22/11/2026',
        'Số người trong danh sách được xác nhận: 12 người',
        '1. Phố Thử Nghiệm – đường Giả Định và ngược lại (ca sáng, 05 giờ 30 đến 14 giờ 30)',
        'từ ngày 25 tháng 11 năm 2026 đến hết ngày 09 tháng 12 năm 2026',
        'TM. ỦY BAN NHÂN DÂN',
      ])
        expect(paper).toContain(sentence)
      expect(annex).toContain('(Kèm theo Giấy xác nhận số 15/GXN-UBND ngày 24 tháng 11 năm 2026')
      expect(annex).toContain('12 Phạm Thị Ngọc Thử 12 039190000011 Bảo vệ Tuyến 2, ca chiều')
      expect(annex).toContain('Danh sách này có 12 người.')
      expect(back.symbols(1)).toEqual([usualOrganisationPaper.tokenText])
      expect(back.symbols(2)).toEqual([])
    })
  })

  it('lists five hundred people, each once, every page saying to which paper it belongs', async () => {
    const pdf = await renderSheet(organisationPaper, {
      ...usualOrganisationPaper,
      workers: workers(500),
      headcount: 500,
    })
    readBack(pdf, (back) => {
      const pages = back.text.split('\f').slice(0, back.pages).map(words)
      for (const page of pages.slice(2)) expect(page).toContain('Phụ lục Giấy xác nhận số 15/GXN-UBND')
      for (const page of pages.slice(1)) expect(page).toContain('Họ và tên')
      const numbers = [...back.text.matchAll(/0391900\d{5}/g)].map(([number]) => number)
      expect(numbers).toEqual(workers(500).map(({ idNumber }) => idNumber))
      expect(pages.at(-1)).toContain('Danh sách này có 500 người.')
    })
  })

  it('takes an electronic seal, on its first page', () => {
    const read = organisationPaper.schema.parse({ ...usualOrganisationPaper, seal: sampleElectronic })
    expect(signaturePlace(organisationPaper.layout(read))?.page).toBe(0)
  })

  it('is not printed when the list has other people than it says, or its days are turned round', async () => {
    const wrong = { ...usualOrganisationPaper, headcount: 13 }
    await expect(async () => renderSheet(organisationPaper, wrong)).rejects.toThrow('as many people')
    const days = { ...usualOrganisationPaper, lastDay: '2026-11-24' }
    await expect(async () => renderSheet(organisationPaper, days)).rejects.toThrow()
  })

  it('loses nobody of five hundred with the longest names, and its code is still read', async () => {
    readBack(await renderSheet(organisationPaper, fullOrganisationPaper), (back) => {
      expect(letters(back.allText).split('01234567890123456789')).toHaveLength(501)
      const read = Array.from({ length: 6 }, (_, index) => back.symbols(index + 1)).flat()
      expect(read).toEqual([fullOrganisationPaper.tokenText])
    })
  })
})

describe('the paper of a record without permit', () => {
  it('shows its fields, its payments, the decision, and who signs on either side', async () => {
    readBack(await renderSheet(caseRecord, usualCaseRecord), (back) => {
      expect(back.pages).toBe(1)
      const text = words(back.text)
      for (const sentence of [
        'PHIẾU CHI TRẢ HỖ TRỢ Hỗ trợ người dân gặp khó khăn do dịch bệnh',
        'Người được hỗ trợ: NGUYỄN THỊ HOÀI THƯƠNG',
        'Hỗ trợ một lần 24/11/2026 1.500.000',
        'Quyết định: Chi trả một lần 2.500.000 đồng (hai triệu năm trăm nghìn đồng).',
        'NGƯỜI NHẬN TIỀN KT. CHỦ TỊCH',
        '- Lưu: VT, HS 39901-261124-0041.',
      ])
        expect(text).toContain(sentence)
      expect(back.symbols(1)).toEqual(['39901-261124-0041'])
    })
  })

  it('is as plain as a declaration slip needs it', async () => {
    const { table, decision, receiver, code, closing, about, ...plain } = usualCaseRecord
    expect([table, decision, receiver, code, closing, about].every(Boolean)).toBe(true)
    readBack(await renderSheet(caseRecord, plain), (back) => {
      expect(back.pages).toBe(1)
      expect(words(back.text)).toContain('PHIẾU CHI TRẢ HỖ TRỢ')
    })
  })

  it('refuses a row that is not as long as the head of its table', async () => {
    const table = {
      columns: [
        { title: 'A', share: 1 },
        { title: 'B', share: 1 },
      ],
      rows: [['một']],
    }
    await expect(async () => renderSheet(caseRecord, { ...usualCaseRecord, table })).rejects.toThrow(
      'as long as',
    )
  })

  it('loses nothing of sixty fields and sixty rows of the longest texts', () => {
    const drawn = compose(caseRecord.layout(caseRecord.schema.parse(fullCaseRecord))).pages
    const said = drawn
      .flatMap(({ marks }) =>
        marks.flatMap((mark) => (mark.kind === 'text' ? mark.pieces.map(({ text }) => text) : [])),
      )
      .join(' ')
    expect(times(said, longText(160))).toBeGreaterThanOrEqual(480)
    expect(times(said, `${longText(80)}: ${longText(400)}`)).toBe(60)
  })
})
