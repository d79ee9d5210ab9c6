import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { isAllowed } from '../operators/operators.ts'
import { publishLists } from '../operators/lists.ts'
import { listIssuers } from '../issuers.ts'
import { today } from '../lists.ts'
import type { ListRow, WithdrawalRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'
import { answer, type Console, consoleBase, signedIn, signedInForm, type SignedIn } from './door.ts'
import { keyTable } from './key-pages.ts'
import { ageText, type Html, notice, vietnameseTime } from './page.ts'

const listNames = { trust: 'Danh sách khóa tin cậy', revocations: 'Danh sách giấy hết giá trị' } as const
const reasonNames = {
  1: 'thu hồi',
  2: 'cấp lại, đổi giấy khác',
  3: 'mất',
  4: 'cấp sai',
} as const satisfies Record<WithdrawalRow['reason'], string>

/** What every checkpoint and PC relies on: both lists, how old and large they are, and what stands on them. */
export function lists(app: Hono, console: Console): void {
  const { desk } = console
  const show = async (c: Context, who: SignedIn) => {
    const content = await desk.store.read(async (rows) => {
      const found = [await rows.list('trust'), await rows.list('revocations')].flatMap((list) => list ?? [])
      const keys = (await listIssuers(rows)).filter(({ confirmedAt }) => confirmedAt !== null)
      return html`${table(found, desk.now())}
${isAllowed(who.operator.role, 'publish') ? publishForm(who.session.form) : ''}
<h2>Giấy hết giá trị</h2>${withdrawnTable(await countWithdrawn(rows, today(desk) - 1))}
<h2>Khóa ký giấy trong danh sách</h2>${keys.length === 0 ? html`<p>Chưa có.</p>` : keyTable(keys, false)}`
    })
    const told = c.req.query('told') === undefined ? null : 'Đã ký và công bố lại cả hai danh sách.'
    return answer(c, desk, 'Danh sách tin cậy và thu hồi', who, html`${notice('told', told)}${content}`)
  }
  app.get('/lists', async (c) => show(c, await signedIn(console, c, 'watch')))
  app.post('/lists/publication', async (c) => {
    const { operator } = await signedInForm(console, c, 'publish')
    await publishLists(desk, operator.name)
    return c.redirect(`${consoleBase}/lists?told`, 303)
  })
}

function table(found: readonly ListRow[], now: number): Html {
  return html`<table>
<thead><tr><th>Danh sách</th><th class="number">Số</th><th>Ký lúc</th><th>Cách đây</th><th class="number">Cỡ</th></tr></thead>
<tbody>${found.map(
    ({ name, seq, bytes }) => html`<tr><td>${listNames[name]}</td><td class="number">${seq}</td>
<td>${vietnameseTime(new Date(seq * 1000).toISOString())}</td><td>${ageText(Math.max(0, now / 1000 - seq))}</td>
<td class="number">${bytes.length.toLocaleString('vi-VN')} byte</td></tr>`,
  )}</tbody></table>
<p class="quiet">Máy chủ tự ký lại khi có thay đổi và ít nhất 20 giờ một lần. Máy ở phường và ở chốt tự tải về.</p>`
}

function publishForm(form: string): Html {
  return html`<form method="post" action="/console/lists/publication">
<input type="hidden" name="form" value="${form}">
<button>Ký và công bố lại ngay</button></form>`
}

type Withdrawn = { readonly ward: string; readonly reason: WithdrawalRow['reason']; readonly papers: number }

/** How many papers each ward has withdrawn and why; of a whole series it is not known how many it has. */
async function countWithdrawn(
  rows: Rows,
  day: number,
): Promise<{ readonly counts: readonly Withdrawn[]; readonly series: number }> {
  const counts = new Map<string, Withdrawn>()
  let series = 0
  for (const { ward, reason, count } of await rows.withdrawals(day)) {
    if (count === 0) series += 1
    const key = `${ward} ${reason}`
    counts.set(key, { ward, reason, papers: (counts.get(key)?.papers ?? 0) + count })
  }
  const sorted = [...counts.values()].toSorted((a, b) => a.ward.localeCompare(b.ward) || a.reason - b.reason)
  return { counts: sorted.filter(({ papers }) => papers > 0), series }
}

function withdrawnTable({ counts, series }: Awaited<ReturnType<typeof countWithdrawn>>): Html {
  const whole = series === 0 ? '' : html`<p>${series} dãy giấy hết giá trị toàn bộ.</p>`
  if (counts.length === 0)
    return html`${whole === '' ? html`<p>Không có giấy nào còn hạn mà bị thu hồi.</p>` : whole}`
  return html`${whole}<table><thead><tr><th>Phường</th><th>Lý do</th><th class="number">Số giấy</th></tr></thead>
<tbody>${counts.map(
    ({ ward, reason, papers }) =>
      html`<tr><td>${ward === '00000' ? 'Thành phố' : ward}</td><td>${reasonNames[reason]}</td><td class="number">${papers}</td></tr>`,
  )}</tbody></table>`
}
