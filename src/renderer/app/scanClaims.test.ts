import { describe, expect, test } from 'vitest'
import type { Scan } from '../../contract/desk/scans.ts'
import { createScanClaims, type ScanKind, signedPapers } from './scanClaims.ts'

const scanOf = (kind: ScanKind): Scan => ({
  seq: 1,
  at: '2026-11-21T08:00:00+07:00',
  source: 'hid',
  recognised: { kind, rule: 'none', repaired: false, damage: null, warnings: [], accepted: false },
  text: null,
  verdict: null,
})

/** A window with a default page, and a list of who got what. */
function desk() {
  let time = 0
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  const got: string[] = []
  const claims = createScanClaims(
    () => time,
    (run, ms) => waiting.push({ at: time + ms, run }),
  )
  const to =
    (page: string) =>
    ({ recognised }: Scan) =>
      void got.push(`${page}: ${recognised.kind}`)
  claims.setDefault(to('default'), to('missed'))
  const pass = (ms: number) => {
    time += ms
    const due = waiting.filter(({ at }) => at <= time)
    waiting = waiting.filter(({ at }) => at > time)
    for (const { run } of due) run()
  }
  return { claims, got, to, pass }
}

describe('who gets a scan', () => {
  test('without a page that wants it, the default does', () => {
    const { claims, got } = desk()
    claims.deliver(scanOf('cccd'))
    expect(got).toEqual(['default: cccd'])
  })

  test('of several pages and dialogs the one opened last, and the one before again when it closes', () => {
    const { claims, got, to } = desk()
    claims.claim(to('form'), null)
    const close = claims.claim(to('dialog'), null)
    claims.deliver(scanOf('permit'))
    close()
    claims.deliver(scanOf('permit'))
    expect(got).toEqual(['dialog: permit', 'form: permit'])
  })

  test('a gate claims permits and market cards and lets cards of people go where they always go', () => {
    const { claims, got, to } = desk()
    const leave = claims.claim(to('gate'), signedPapers)
    for (const kind of ['market-card', 'permit', 'organisation', 'cccd', 'receipt', 'unknown'] as const)
      claims.deliver(scanOf(kind))
    leave()
    claims.deliver(scanOf('market-card'))
    expect(got).toEqual([
      'gate: market-card',
      'gate: permit',
      'gate: organisation',
      'default: cccd',
      'default: receipt',
      'default: unknown',
      'default: market-card',
    ])
  })

  test('one page closed twice takes no other page with it', () => {
    const { claims, got, to } = desk()
    const handler = to('twice')
    const close = claims.claim(handler, null)
    claims.claim(handler, null)
    close()
    close()
    claims.deliver(scanOf('bhyt'))
    expect(got).toEqual(['twice: bhyt'])
  })
})

describe('a scan that opens a page', () => {
  test('belongs to the page that comes at once, and only once', () => {
    const { claims, got, to, pass } = desk()
    claims.leaveForNextPage(scanOf('permit'))
    pass(300)
    claims.claim(to('check'), null)
    claims.claim(to('later'), null)
    expect(got).toEqual(['check: permit'])
  })

  test('waits for a page that wants its kind, not for whichever comes first', () => {
    const { claims, got, to } = desk()
    claims.leaveForNextPage(scanOf('cccd'))
    claims.claim(to('gate'), signedPapers)
    claims.claim(to('form'), null)
    expect(got).toEqual(['form: cccd'])
  })

  test('is forgotten when no page comes', () => {
    const { claims, got, to, pass } = desk()
    claims.leaveForNextPage(scanOf('permit'))
    pass(5000)
    claims.claim(to('check'), null)
    expect(got).toEqual([])
  })
})

describe('a scan while a page is still loading', () => {
  test('waits for that page, whatever the page before it would have done with it', () => {
    const { claims, got, to, pass } = desk()
    const leave = claims.claim(to('gate'), signedPapers)
    claims.pageLoading('/verify')
    claims.deliver(scanOf('permit'))
    claims.deliver(scanOf('market-card'))
    // The page that is left listens anew while it is left.
    leave()
    const leaveAnew = claims.claim(to('gate'), signedPapers)
    expect(got).toEqual([])
    leaveAnew()
    claims.claim(to('check'), null)
    claims.pageShown()
    expect(got).toEqual(['check: permit', 'check: market-card'])
    claims.deliver(scanOf('permit'))
    pass(10_000)
    expect(got).toEqual(['check: permit', 'check: market-card', 'check: permit'])
  })

  test('waits until a page that reads something first listens', () => {
    const { claims, got, to, pass } = desk()
    claims.pageLoading('/checks')
    claims.deliver(scanOf('permit'))
    claims.pageShown()
    pass(400)
    expect(got).toEqual([])
    claims.claim(to('gate'), signedPapers)
    expect(got).toEqual(['gate: permit'])
  })

  test('goes where it always goes when the page does not want it', () => {
    const { claims, got, to, pass } = desk()
    claims.pageLoading('/checks')
    claims.deliver(scanOf('cccd'))
    claims.claim(to('gate'), signedPapers)
    claims.pageShown()
    pass(1500)
    expect(got).toEqual(['default: cccd'])
    claims.claim(to('form'), null)
    expect(got).toEqual(['default: cccd'])
  })

  test('goes where it always goes when the page does not come, and the scans after it too', () => {
    const { claims, got, pass } = desk()
    claims.pageLoading('/checks')
    claims.deliver(scanOf('cccd'))
    pass(4000)
    claims.deliver(scanOf('receipt'))
    expect(got).toEqual(['default: cccd', 'default: receipt'])
  })

  test('is never another page’s: when the person goes elsewhere meanwhile, it is said', () => {
    const { claims, got, to, pass } = desk()
    claims.pageLoading('/verify')
    claims.deliver(scanOf('permit'))
    claims.pageLoading('/register')
    claims.claim(to('form'), null)
    claims.pageShown()
    pass(10_000)
    expect(got).toEqual(['missed: permit'])
  })

  test('there is nothing to wait for once a page is shown', () => {
    const { claims, got } = desk()
    claims.pageLoading('/queue')
    claims.pageShown()
    claims.deliver(scanOf('cccd'))
    expect(got).toEqual(['default: cccd'])
  })
})
