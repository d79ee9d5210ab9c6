import { expect, test } from '../launch.ts'

const policy =
  "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

test('pages, files and answers all carry the content security policy, word for word', async ({
  commonDesk: desk,
}) => {
  for (const path of ['/', '/tiep-nhan/12', '/api/nothing-here']) {
    const headers = await desk.page.evaluate(async (asked) => {
      const answer = await fetch(asked)
      return Object.fromEntries(answer.headers)
    }, path)
    expect(headers['content-security-policy'], path).toBe(policy)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
})

test('the policy is obeyed: no inline script, no foreign address', async ({ commonDesk: desk }) => {
  const outcome = await desk.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.smuggled = true'
    document.head.append(script)
    const foreign = await fetch('https://example.org/').then(
      () => 'answered',
      () => 'refused',
    )
    return { smuggled: 'smuggled' in window, foreign }
  })
  expect(outcome).toEqual({ smuggled: false, foreign: 'refused' })
})

test('no path leads out of the renderer’s folder', async ({ commonDesk: desk }) => {
  const secrets = [
    '/..%2f..%2fpackage.json',
    '/%252e%252e/%252e%252e/package.json',
    '/..%5c..%5cpackage.json',
    '/c:/package.json',
  ]
  for (const path of secrets) {
    const answer = await desk.page.evaluate(async (asked) => {
      const answered = await fetch(asked)
      return { status: answered.status, text: await answered.text() }
    }, path)
    expect(answer.status, path).toBe(404)
    expect(answer.text, path).not.toContain('quay-mot-cua')
  }
})

test('the session token is never in reach of a page', async ({ commonDesk: desk }) => {
  const seen = await desk.page.evaluate(async () => {
    const answer = await fetch('/api/nothing-here', { headers: { 'Quay-Session': 'claimed' } })
    return { names: [...answer.headers.keys()], cookies: document.cookie }
  })
  expect(seen.names).not.toContain('quay-session')
  expect(seen.names).not.toContain('set-cookie')
  expect(seen.cookies).toBe('')
})

test('a page finds nothing of Node or Electron, and at most two functions of ours', async ({
  commonDesk: desk,
}) => {
  const found = await desk.page.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
    ours:
      'quay' in window && typeof window.quay === 'object' ? Object.keys(window.quay ?? {}).toSorted() : [],
  }))
  expect(found.node).toEqual([])
  expect(found.ours).toEqual(desk.shell === 'web' ? [] : ['onChanges', 'shell'])
})
