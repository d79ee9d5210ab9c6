import { describe, expect, it } from 'vitest'
import { completionRequest } from './completion-request/index.ts'
import { receipt } from './receipt/index.ts'
import { refusal } from './refusal/index.ts'
import { renderSheet } from './registry.ts'
import { readBack, words } from './testing/read-back.ts'
import { longText, usualCompletionRequest, usualReceipt, usualRefusal } from './testing/samples.ts'

const a5 = /Page size: +419\.5\d* x 595\.2\d* pts/

describe('a receipt with appointment', () => {
  it('is two A5 pages, one for the applicant and one for the file, alike but for that line', async () => {
    const pdf = await renderSheet(receipt, usualReceipt)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(2)
      expect(back.info).toMatch(a5)
      const [home = '', file = ''] = back.text.split('\f').map(words)
      expect(home).toContain('Bản giao người nộp hồ sơ')
      expect(file).toContain('Bản lưu cùng hồ sơ')
      expect(home.replace('Bản giao người nộp hồ sơ', '')).toBe(file.replace('Bản lưu cùng hồ sơ', ''))
    })
  })

  it('says what was handed in, when, and when and where to come back', async () => {
    const pdf = await renderSheet(receipt, usualReceipt)
    readBack(pdf, (back) => {
      const text = words(back.text)
      for (const sentence of [
        'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
        'Số: 39901-261121-0007',
        'Nguyễn Thị Hoài Thương',
        '2 Giấy xác nhận của đơn vị sử dụng lao động Bản chính 01',
        '3. Thời gian nhận hồ sơ: 09 giờ 30, ngày 21 tháng 11 năm 2026',
        '4. Thời gian hẹn trả kết quả: 17 giờ 00, ngày 23 tháng 11 năm 2026',
        '5. Nơi nhận kết quả: Quầy số 2, Trung tâm Phục vụ hành chính công phường Ví Dụ',
        'Vào Sổ theo dõi hồ sơ, Quyển số: 03; Số thứ tự: 0127.',
        'NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ',
      ])
        expect(text).toContain(sentence)
      expect(back.symbols(1)).toEqual(['39901-261121-0007'])
      expect(back.symbols(2)).toEqual(['39901-261121-0007'])
    })
  })

  it('goes on over numbered pages when thirty components need them, and loses none', async () => {
    const components = Array.from({ length: 30 }, (_, index) => ({
      name: `Giấy tờ thứ ${index + 1} ${longText(140)}`,
      form: 'copy' as const,
      quantity: 1,
    }))
    const pdf = await renderSheet(receipt, { ...usualReceipt, components })
    readBack(pdf, (back) => {
      expect(back.pages).toBeGreaterThan(2)
      const text = words(back.text)
      for (const { name } of components) expect(text).toContain(name.slice(0, 18))
      const last = back.text.split('\f')[back.pages - 1] ?? ''
      expect(last).toContain('NGƯỜI TIẾP NHẬN HỒ SƠ')
      expect(words(last)).toContain('Quyển số: 03')
      expect(last.trim()).toMatch(/^\d+\s/)
    })
  })
})

describe('a refusal slip', () => {
  it('says why, and what the applicant can do next, on one A5 page', async () => {
    const pdf = await renderSheet(refusal, usualRefusal)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(back.info).toMatch(a5)
      const text = words(back.text)
      expect(text).toContain('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ')
      expect(text).toContain(usualRefusal.reasons[0])
      for (const step of usualRefusal.nextSteps) expect(text).toContain(step)
      expect(text).toContain('xin liên hệ: quầy số 2, điện thoại 0239.000.0000.')
    })
  })

  it('cannot be printed without a reason or a next step', async () => {
    await expect(async () => renderSheet(refusal, { ...usualRefusal, reasons: [] })).rejects.toThrow()
    await expect(async () => renderSheet(refusal, { ...usualRefusal, nextSteps: [] })).rejects.toThrow()
  })

  it('goes on over further pages when the reasons are long', async () => {
    const reasons = Array.from({ length: 6 }, () => longText(300))
    const pdf = await renderSheet(refusal, { ...usualRefusal, reasons, nextSteps: reasons })
    readBack(pdf, (back) => {
      expect(back.pages).toBeGreaterThan(1)
      expect(words(back.text).split(longText(300))).toHaveLength(13)
    })
  })
})

describe('a request to complete a dossier', () => {
  it('lists what is missing, why, and by when, on one A5 page', async () => {
    const pdf = await renderSheet(completionRequest, usualCompletionRequest)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(back.info).toMatch(a5)
      const text = words(back.text)
      expect(text).toContain('PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ')
      for (const item of usualCompletionRequest.items) expect(text).toContain(item)
      expect(text).toContain('Lý do: Giấy xác nhận chưa có dấu; đơn chưa ghi cung đường.')
      expect(text).toContain('trước khi hết ngày 25 tháng 11 năm 2026')
    })
  })
})
