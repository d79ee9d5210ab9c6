import { expect } from 'vitest'

/** A browser without scripts on a city's console: one cookie, follows where it is sent. */
export function browserOf(address: string) {
  let cookie = ''
  const send = async (
    path: string,
    body: URLSearchParams | FormData | null,
    headers: Record<string, string>,
  ) => {
    const response = await fetch(`${address}${path}`, {
      redirect: 'manual',
      headers: { cookie, ...(body ? { origin: address } : {}), ...headers },
      ...(body ? { method: 'POST', body } : {}),
    })
    const set = response.headers.get('set-cookie')
    if (set !== null) cookie = set.split(';')[0] ?? ''
    const text = await response.text()
    const token = /name="form" value="([\w-]+)"/.exec(text)?.[1] ?? ''
    const { status } = response
    return { status, text, token, to: response.headers.get('location'), headers: response.headers, set }
  }
  const go = (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) =>
    send(path, form ? new URLSearchParams(form) : null, headers)
  /** Sends a chosen file with the token of its form. */
  const upload = (path: string, token: string, file: string | Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.set('form', token)
    form.set('file', new File([file], 'bo-quy-tac.json'))
    return send(path, form, {})
  }
  const signIn = async (secret: string) => {
    const answer = await go('/console/sign-in', { secret })
    expect([answer.status, answer.to]).toEqual([303, '/console'])
    return go('/console')
  }
  return { go, upload, signIn }
}
