import type { Page } from '@playwright/test'
import { saveWedgeSettings } from '../../src/contract/desk/readers.ts'
import { usualWedge } from '../../src/domain/identity/wedge.ts'
import { expect, test } from '../launch.ts'
import { as } from './beforehand.ts'
import { openForm, signIn, tabTo, type } from './counter.ts'
import {
  readerAndPersonType,
  readerTypes,
  readerTypesOn,
  readerTypesOnPad,
  readerTypesThrough,
  settingsOfPc,
} from './hands.ts'
import { inputMethods } from './input-methods.ts'

const number = '001090004821'
/** As a reader without letters beyond ASCII types it; it has something for every input method to meddle with. */
const card = `${number}||LEE VAN ANH|08091990|Nam|So 7a1 ngo 15 pho Thu' Nghiem, Phuong Vi Du.|12112024||||`
/** A health card whose head VNI (E4) and Telex (TES) would change before anybody can tell a reader from a person. */
const earlyTrouble = {
  Telex: 'TEST|AASSFF|12345678',
  VNI: 'TE4790123456789|5472e1',
  VIQR: "A'BCDEFGH|12345678",
}
/** A reader's paces, ms between two keys. The second is the slowest that is told from a person without being taught. */
const paces = { fast: 3, slow: 14 }

/** What the clerk typed; leaving the field takes the blank at its end. */
const clerksWords = /^ngo 15 ?$/

/** The clerk at an empty form with words of their own in the field about the route, the cursor behind them. */
async function atTheRoute(page: Page) {
  await openForm(page)
  await tabTo(page, 'Lộ trình')
  await page.keyboard.press('ControlOrMeta+a')
  await type(page, 'ngo 15 ')
  return page.getByLabel('Lộ trình')
}

for (const [pace, gap] of Object.entries(paces)) {
  test(`a ${pace} reader in keyboard mode is told from a person, whatever input method is on`, async ({
    desk,
  }) => {
    const { page } = desk
    await signIn(page, 1)

    await test.step('plain: the whole card, and the clerk goes on typing', async () => {
      const route = await atTheRoute(page)
      await readerTypes(page, card, 'Enter', { pace: gap })
      await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
      await expect(page.getByLabel('Họ và tên')).toHaveValue('Lee Van Anh')
      await expect(page.getByText('Quét kiểu bàn phím: đối chiếu chữ có dấu với thẻ.')).toBeVisible()
      await expect(route).toHaveValue(clerksWords)
    })

    for (const method of inputMethods) {
      await test.step(`${method}: number and dates only, name and address to be typed, nothing in the field`, async () => {
        const route = await atTheRoute(page)
        await readerTypesThrough(page, method, card, 'Enter', gap)
        await expect(page.getByText('Bộ gõ tiếng Việt làm hỏng mã vừa quét').first()).toBeVisible()
        await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
        await expect(page.getByLabel('Họ và tên')).toHaveValue('')
        await expect(page.getByLabel('Nơi ở hiện nay')).toHaveValue('')
        await expect(route).toHaveValue(clerksWords)
      })

      await test.step(`${method} that meddles with the very first keys: the clerk's words come back whole`, async () => {
        const route = await atTheRoute(page)
        await readerTypesThrough(page, method, earlyTrouble[method], 'Tab', gap)
        await expect(page.getByText('Bộ gõ tiếng Việt làm hỏng mã vừa quét').first()).toBeVisible()
        await expect(route).toHaveValue(clerksWords)
        await type(page, 'den cho')
        await expect(route).toHaveValue('ngo 15 den cho')
      })
    }
  })
}

test('the keys count and not what the PC makes of them: Caps Lock, NumLock, other layouts', async ({
  desk,
}) => {
  const { page } = desk
  await signIn(page, 1)
  for (const [setting, shown] of Object.entries(settingsOfPc)) {
    await test.step(setting, async () => {
      const route = await atTheRoute(page)
      await readerTypesOn(page, card, shown)
      await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
      await expect(page.getByLabel('Họ và tên')).toHaveValue('Lee Van Anh')
      await expect(route).toHaveValue(clerksWords)
    })
  }

  await test.step('NumLock off', async () => {
    const route = await atTheRoute(page)
    await readerTypesOnPad(page, number)
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
    await expect(route).toHaveValue(clerksWords)
  })
})

test('a person who types while the reader does never turns a card into another one', async ({ desk }) => {
  const { page } = desk
  await signIn(page, 1)
  const route = await atTheRoute(page)

  await test.step('letters right before and behind the scan stay in the field', async () => {
    await type(page, 'den cho')
    await readerTypes(page, card, 'Enter')
    await type(page, ' va ve')
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
  })

  await test.step('a digit struck inside the number: nothing of it is taken over', async () => {
    await atTheRoute(page)
    await readerAndPersonType(page, card, 'Enter', { letters: '5', each: 6 })
    await expect(page.getByText(/Chưa lấy được số giấy tờ từ mã: gõ số theo thẻ\./)).toBeVisible()
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue('')
    await expect(page.getByLabel('Họ và tên')).toHaveValue('')
    await expect(route).toHaveValue(clerksWords)
  })

  await test.step('a letter struck inside the name: it must be compared with the card before anything is saved', async () => {
    await atTheRoute(page)
    await readerAndPersonType(page, card, 'Enter', { letters: 'z', each: 17 })
    await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
    await expect(page.getByLabel('Họ và tên')).toHaveValue(/^Lee?z Van Anh$/i)
    await expect(page.getByRole('checkbox', { name: 'Đã đối chiếu họ tên và nơi ở với thẻ' })).toBeFocused()
    await expect(route).toHaveValue(clerksWords)
  })
})

test('a reader slower than people type is heard once its key is known', async ({ desk }) => {
  const { page } = desk
  const slow = { pace: 45, first: 'F8' }
  await as(desk, 'ngoclan', (call) =>
    call(saveWedgeSettings, { body: { ...usualWedge, prefix: 'F8', longestGap: 120, silence: 300 } }),
  )
  await page.reload()
  await signIn(page, 1)
  const route = await atTheRoute(page)
  await readerTypes(page, card, 'Enter', slow)
  await expect(page.getByLabel('Số giấy tờ')).toHaveValue(number)
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Lee Van Anh')
  await expect(route).toHaveValue(clerksWords)
  await tabTo(page, 'Lộ trình')
  await page.keyboard.press('End')
  // A quick person beside it is left alone: only the key counts.
  await page.keyboard.type(' den benh vien', { delay: 12 })
  await expect(route).toHaveValue('ngo 15 den benh vien')
})
