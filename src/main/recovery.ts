const page = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>Quầy Một Cửa</title>
<link rel="stylesheet" href="/recovery.css">
<main>
<h1>Phần mềm quầy đã dừng</h1>
<p>Bộ phận lưu trữ đã dừng ba lần trong một phút. Mọi hồ sơ báo “Đã lưu” vẫn còn nguyên; chỉ ô đang nhập dở là mất.</p>
<p>Bấm nút dưới đây để chạy lại. Nếu vẫn dừng, gọi cán bộ CNTT và đọc tên tệp nhật ký trong thư mục <code>log</code>. Đừng xóa tệp nào.</p>
<p><a href="/" autofocus>Chạy lại · Start again</a></p>
<section lang="en">
<h2>The counter software has stopped</h2>
<p>Its data keeper stopped three times within a minute. Every case that said “Đã lưu” (saved) is safe; only what was being typed is gone.</p>
<p>Press the button above to start again. If it stops once more, call the IT officer and point to the <code>log</code> folder. Delete nothing.</p>
</section>
</main>
</html>
`

const style = `body { margin: 0; background: #f4f5f7; color: #1b1f24; font: 16px/1.5 "Segoe UI", "Noto Sans", sans-serif }
main { max-width: 40em; margin: 10vh auto; padding: 2em; background: #fff; border-top: 4px solid #b3261e }
h1 { margin: 0 0 .5em; font-size: 1.5em }
h2 { margin: 2em 0 .5em; font-size: 1.1em }
section { color: #4a525c }
a { display: inline-block; padding: .6em 1.4em; background: #0b57a4; color: #fff; text-decoration: none }
a:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px }
`

/** Where the recovery screen is: plain HTML made by main itself, because nothing else can be relied on then. */
export const recoveryPath = '/recovery'

/** The recovery screen and its style sheet by path, or null for any other path. */
export function recoveryPage(path: string): Response | null {
  if (path === recoveryPath)
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  if (path === '/recovery.css')
    return new Response(style, { headers: { 'content-type': 'text/css; charset=utf-8' } })
  return null
}
