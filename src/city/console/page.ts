import { html } from 'hono/html'
import { isAllowed, type OperatorAct } from '../operators/operators.ts'
import type { OperatorRow } from '../store/rows.ts'

/** A piece of a page; every value in it is escaped. */
export type Html = ReturnType<typeof html>

/** What stands around every page. `operator` null: nobody is signed in. */
export type Frame = {
  readonly city: string
  readonly title: string
  readonly operator: OperatorRow | null
  /** The session's form token; empty before sign-in. */
  readonly form: string
  readonly isTraining: boolean
  /** The path of the page, to show where one is. */
  readonly path: string
}

/** A whole page. */
export function page(frame: Frame, content: Html): Html {
  const { city, title, operator, form, isTraining } = frame
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${city}</title>
<link rel="stylesheet" href="/console/style.css">
</head>
<body>
<a class="skip" href="#content">Đến nội dung</a>
<header>
<strong>${city}</strong>
${isTraining ? html`<span>TẬP HUẤN – không có giá trị</span>` : ''}
${operator ? links(operator, form, frame.path) : ''}
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
</body>
</html>`
}

const pages: readonly {
  readonly path: string
  readonly name: string
  /** Who may open it; left out: everybody who is signed in. */
  readonly act?: OperatorAct
}[] = [
  { path: '/console', name: 'Hồ sơ', act: 'decide' },
  { path: '/console/numbers', name: 'Số liệu' },
  { path: '/console/wards', name: 'Phường và máy', act: 'watch' },
  { path: '/console/quarantine', name: 'Dòng bị giữ', act: 'watch' },
  { path: '/console/packs', name: 'Quy tắc', act: 'publish' },
  { path: '/console/keys', name: 'Khóa ký giấy', act: 'publish' },
  { path: '/console/lists', name: 'Danh sách tin cậy', act: 'watch' },
  { path: '/console/checkpoints', name: 'Máy của chốt', act: 'publish' },
  { path: '/console/copies', name: 'Giấy nghi sao chép', act: 'audit' },
  { path: '/console/audit', name: 'Nhật ký', act: 'audit' },
]

/** Whether a page is this one or stands below it. */
function isAt(path: string, at: string): boolean {
  return path === at || at.startsWith(path === '/console' ? '/console/cases/' : `${path}/`)
}

function links(operator: OperatorRow, form: string, at: string): Html {
  const own = pages.filter(({ act }) => act === undefined || isAllowed(operator.role, act))
  return html`<nav aria-label="Các trang">
${own.map(({ path, name }) => html`<a href="${path}"${isAt(path, at) ? html` aria-current="page"` : ''}>${name}</a> `)}
</nav>
<form method="post" action="/console/sign-out">
<input type="hidden" name="form" value="${form}">
<span>${operator.fullName}</span> <button>Đăng xuất</button>
</form>`
}

/** A sentence about what has just been done, or why not. */
export function notice(kind: 'told' | 'refused', text: string | null): Html | '' {
  return text === null ? '' : html`<p class="${kind}" role="status">${text}</p>`
}

/** An instant as the city writes it, in Vietnamese time: 21/11/2026 08:03. */
export function vietnameseTime(instant: string | null): string {
  const at = instant === null ? Number.NaN : Date.parse(instant)
  if (Number.isNaN(at)) return '–'
  const iso = new Date(at + 7 * 3_600_000).toISOString()
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 16)}`
}

/** A civil date as it is read here: 21/11/2026; what is no whole date stays as it is. */
export function vietnameseDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  return match ? `${match[3]}/${match[2]}/${match[1]}` : date
}

/** How long something has lasted, in its two largest units: 2 ngày 5 giờ. */
export function ageText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)]
  if (days > 0) return hours > 0 ? `${days} ngày ${hours} giờ` : `${days} ngày`
  if (hours > 0) return minutes % 60 > 0 ? `${hours} giờ ${minutes % 60} phút` : `${hours} giờ`
  return minutes > 0 ? `${minutes} phút` : 'dưới 1 phút'
}
