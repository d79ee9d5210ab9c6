import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { saveWedgeSettings } from '../../src/contract/desk/readers.ts'
import { readSync } from '../../src/contract/desk/sync.ts'
import { addDays, dateAt, dayNumber } from '../../src/domain/calendar.ts'
import { usualWedge } from '../../src/domain/identity/wedge.ts'
import type { PaperContent } from '../../src/domain/signed-paper.ts'
import { issueToken } from '../../src/office/token/token.ts'
import { trainingIssuer } from '../../src/office/token/training-issuer.ts'
import type { TokenForm } from '../../src/office/token/types.ts'
import { type Desk, expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import {
  fill,
  openForm,
  paste,
  putCard,
  seriousFaults,
  signIn,
  signOut,
  tabOnto,
  tabTo,
  type,
} from './counter.ts'
import { readerTypes } from './hands.ts'

const [clerk, official, sealer] = [1, 3, 4]
const waiting = 'Quét mã QR trên giấy'

/** A market card that the training key signs: two visits in seven days, on even dates, in the morning. */
function marketCard(form: TokenForm, index = 7): string {
  const today = dateAt(Date.now())
  const card: PaperContent = {
    kind: 'market-card',
    number: `TĐC-${index}`,
    pack: 'vidu-01',
    packVersion: 1,
    series: 3,
    index,
    firstDay: dayNumber(addDays(today, -3)),
    lastDay: dayNumber(addDays(today, 20)),
    windows: [360, 600],
    places: ['CHO-1'],
    text: 'Chợ Mẫu, cổng chính',
    name: 'Nguyễn Văn Bình',
    last4: '0456',
    household: 'Tổ 5 – hộ Nguyễn Văn Bình',
    parity: 2,
    visits: [2, 7],
  }
  return issueToken(card, Math.floor(Date.now() / 1000), trainingIssuer.key, form).text
}

async function openChecks(page: Page): Promise<void> {
  await tabOnto(page, page.getByRole('navigation').getByRole('link', { name: 'Chốt kiểm tra' }))
  await page.keyboard.press('Enter')
}

/** A paper's code is five hundred keys long: on a busy PC they come in bursts, with rests between. */
async function patient(desk: Desk): Promise<void> {
  const settings = { ...usualWedge, silence: 600 }
  await as(desk, 'ngoclan', (call) => call(saveWedgeSettings, { body: settings }))
  await desk.page.reload()
}

test('at the gate of a market every scan is one answer, whatever has the focus', async ({ desk }) => {
  const { page } = desk
  const gate = page.getByRole('region', { name: 'Chế độ chốt' })
  const answer = gate.getByRole('article')
  const digits = gate.getByRole('textbox')
  await patient(desk)
  await signIn(page, clerk)

  await test.step('the place is said once, and remembered', async () => {
    await openChecks(page)
    await expect(page.getByText('Máy này chưa có nơi kiểm tra')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await tabTo(page, 'Tên chốt hoặc cổng')
    await type(page, 'Cong cho Mau')
    await tabOnto(page, page.getByRole('radio', { name: 'Chốt kiểm tra' }))
    await page.keyboard.press('ArrowDown')
    await tabOnto(page, page.getByRole('button', { name: 'Lưu nơi kiểm tra' }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Chưa kiểm tra giấy nào hôm nay.')).toBeVisible()
    await expect(page.getByText('Cổng chợ', { exact: true })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('gate mode takes the whole window; a card scanned is answered at once', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(gate.getByText(waiting)).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
    await readerTypes(page, marketCard('base45'), 'Enter')
    await expect(answer).toHaveAttribute('data-answer', 'training')
    await expect(answer.getByRole('alert')).toContainText('GIẤY TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ')
    await expect(answer).toContainText('Đã vào 0/2 lần trong 7 ngày.')
    await expect(answer).toContainText('Lần đầu hôm nay tại đây.')
    await expect(answer).toContainText('ngày chẵn')
    await expect(answer).toContainText('Tổ 5 – hộ Nguyễn Văn Bình')
    await expect(answer).not.toContainText('0456')
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('the digits of the card are asked for: wrong ones are told, the right ones match', async () => {
    await expect(digits).toBeFocused()
    await type(page, '0457')
    await expect(answer).toContainText('KHÔNG KHỚP')
    await page.keyboard.press('ControlOrMeta+a')
    await type(page, '0456')
    await expect(answer).toContainText('KHỚP với giấy')
    await expect(answer).not.toContainText('KHÔNG KHỚP')
  })

  await test.step('the next scan takes its place although the cursor is in a field, whose text stays clean', async () => {
    await readerTypes(page, marketCard('numeric'), 'Enter')
    await expect(answer).toContainText('Giấy này đã qua đây 1 lần hôm nay')
    await expect(answer).toContainText('Chưa so với thẻ')
    await expect(digits).toHaveValue('')
    await readerTypes(page, marketCard('base45', 8), null)
    await expect(answer).toContainText('TĐC-8')
    await expect(answer).toContainText('Chưa so với thẻ')
  })

  await test.step('an ID card under the reader is compared with the paper on the screen', async () => {
    await putCard(page, 'CCCD – Nguyễn Văn Bình')
    await expect(answer).toContainText('KHỚP với giấy')
    await expect(answer).toContainText('Họ tên trên thẻ trùng với giấy.')
    await putCard(page, 'CCCD – Trần Thị Thu Hà')
    await expect(answer).toContainText('KHÔNG KHỚP')
    await expect(answer).toContainText('Họ tên trên thẻ khác trên giấy')
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('a changed code and a stranger are not confused with papers', async () => {
    const text = marketCard('base45', 9)
    await paste(page, `${text.slice(0, 150)}${text[150] === 'A' ? 'B' : 'A'}${text.slice(151)}`)
    await expect(answer).toHaveAttribute('data-answer', /^(?:forged|unreadable)$/)
    await expect(digits).toHaveCount(0)
    await putCard(page, 'Mã không phải giấy tờ')
    await expect(answer).toHaveAttribute('data-answer', 'unreadable')
    await putCard(page, 'CCCD – Nguyễn Văn Bình')
    await expect(page.getByText('Quét giấy trước, rồi mới quét thẻ căn cước để so.')).toBeVisible()
  })

  await test.step('Escape clears the screen, once more leaves; the day is counted', async () => {
    await page.keyboard.press('Escape')
    await expect(gate.getByText(waiting)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(gate).toBeHidden()
    await expect(page.getByText(/^Lượt kiểm tra: 5/)).toBeVisible()
    await expect(page.getByText(/Thẻ không khớp giấy: 1/)).toBeVisible()
    await page.reload()
    await expect(page.getByText('Cong cho Mau')).toBeVisible()
  })

  await test.step('on the page of registration the same card changes nothing of the form', async () => {
    await openForm(page)
    await tabTo(page, 'Lộ trình')
    await readerTypes(page, marketCard('base45'), 'Enter')
    await expect(page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' })).toBeVisible()
    await expect(page.getByLabel('Lộ trình')).toHaveValue('')
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('')
    await expect(gate).toBeHidden()
  })

  await test.step('the page of a single check asks for the digits of the card and does not show them either', async () => {
    await page.keyboard.press('F6')
    await paste(page, marketCard('base45'))
    await expect(page.getByLabel('Gõ 4 ký tự cuối trên thẻ')).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText('0456')
    await page.getByLabel('Gõ 4 ký tự cuối trên thẻ').fill('0456')
    await expect(page.getByRole('main')).toContainText('Khớp với thẻ')
  })
})

/** What two checkpoints of the city upload about one paper of the ward, minutes apart. */
async function checkpointsSend(desk: Desk): Promise<void> {
  const address = await as(desk, 'thanhmai', async (call) => (await call(readSync, {})).city?.address ?? '')
  const post = async (path: string, body: object, secret = ''): Promise<unknown> => {
    const answer = await fetch(`${address}/checkpoint/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    })
    expect(answer.ok).toBe(true)
    return answer.json()
  }
  for (const [name, minutes] of [
    ['Chốt Cầu Mẫu', 5],
    ['Chốt Bến Phà', 2],
  ] as const) {
    const paired = await post('pairings', { code: 'TAPHUAN222' })
    // The training city says its answer by its own schema; only the secret is of use here.
    const { secret } = paired as { secret: string }
    const check = {
      at: new Date(Date.now() - minutes * 60_000).toISOString(),
      answer: 'valid',
      reason: null,
      paper: { digest: 'ab'.repeat(16), kind: 'permit', ward: '39901', visits: null },
      compared: 'differs',
    }
    const checks = [{ ...check, id: randomUUID() }]
    await post('checks', { place: { name, ward: '39902', codes: [], position: null }, checks }, secret)
  }
}

test('those who look after it see where papers were checked, what looks copied, and take it along as CSV', async ({
  desk,
}) => {
  const { page } = desk
  await checkpointsSend(desk)
  await patient(desk)
  await signIn(page, official)

  await test.step('before anything was heard the page says so', async () => {
    await openChecks(page)
    await expect(page.getByRole('heading', { name: 'Lượt kiểm tra', level: 1 })).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('after "send now" the checks of the city are there, with the copied paper', async () => {
    await page.keyboard.press('F7')
    await expect(page.getByRole('heading', { name: 'Đồng bộ với thành phố' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Đã gửi hết cho thành phố')).toBeVisible()
    await openChecks(page)
    await expect(page.getByText(/^Số liệu của thành phố đến lúc /)).toBeVisible()
    await expect(page.getByText('Chốt Bến Phà · phường 39902')).toBeVisible()
    await expect(page.getByText('Cả ngày, mọi nơi')).toBeVisible()
    const flags = page.getByRole('list', { name: 'Nghi bị sao chép' })
    await expect(flags).toContainText(/Ở hai nơi quá nhanh: Chốt Cầu Mẫu lúc .*, rồi Chốt Bến Phà lúc/)
    expect(await seriousFaults(page)).toEqual([])
  })

  await test.step('as CSV', async () => {
    const download = page.waitForEvent('download')
    await page.keyboard.press('Shift+F3')
    const csv = readFileSync(await (await download).path(), 'utf8')
    expect(csv).toMatch(/^\uFEFFNgày,Nơi kiểm tra,Mã phường của chốt,Tổng,HỢP LỆ,/)
    expect(csv).toMatch(/\r\n\d{4}-\d\d-\d\d,Chốt Bến Phà,39902,1,1,0,/)
  })

  await test.step('the ward police have both: the gate, and the figures', async () => {
    await signOut(page)
    await signIn(page, sealer)
    await openChecks(page)
    await expect(page.getByRole('heading', { name: 'Chốt kiểm tra / Cổng chợ', level: 1 })).toBeVisible()
    await fill(page, 'Tên chốt hoặc cổng', 'Chot Dau Phuong')
    await tabOnto(page, page.getByRole('button', { name: 'Lưu nơi kiểm tra' }))
    await page.keyboard.press('Enter')
    await readerTypes(page, marketCard('base45'), 'Enter')
    await expect(page.getByRole('region', { name: 'Chế độ chốt' })).toContainText('GIẤY TẬP HUẤN')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await tabOnto(page, page.getByRole('button', { name: 'Lượt kiểm tra' }))
    await page.keyboard.press('Enter')
    await tabOnto(page, page.getByRole('button', { name: /^Chốt, cổng dùng phần mềm này/ }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Chot Dau Phuong · phường 39901')).toBeVisible()
  })
})
