import { html } from 'hono/html'
import { isAllowed } from '../operators/operators.ts'
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
<header>
<strong>${city}</strong>
${isTraining ? html`<span>TẬP HUẤN – không có giá trị</span>` : ''}
${operator ? links(operator, form) : ''}
</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`
}

function links(operator: OperatorRow, form: string): Html {
  return html`<nav>
${isAllowed(operator.role, 'decide') ? html`<a href="/console">Hồ sơ</a>` : ''}
${isAllowed(operator.role, 'publish') ? html`<a href="/console/keys">Khóa ký giấy</a> <a href="/console/checkpoints">Máy của chốt</a>` : ''}
${isAllowed(operator.role, 'audit') ? html`<a href="/console/audit">Nhật ký</a> <a href="/console/wards">Phường</a> <a href="/console/copies">Giấy nghi sao chép</a>` : ''}
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
