import { describe, expect, it } from 'vitest'
import { createShortcutRegistry, type Layer, type Shortcut, ShortcutConflict } from './registry.ts'

const page: Layer = { name: 'page' }

function desk() {
  const done: string[] = []
  const registry = createShortcutRegistry(page)
  const does = (key: Shortcut['key'], label: string, more: Partial<Shortcut> = {}): Shortcut => ({
    key,
    label,
    run: () => void done.push(label),
    ...more,
  })
  return { registry, done, does }
}

describe('the shortcut registry', () => {
  it('does what the page claimed, and nothing after the page has gone', () => {
    const { registry, done, does } = desk()
    const release = registry.add(page, [does('F2', 'receive')])
    expect(registry.press('F2')).toBe(true)
    release()
    expect(registry.press('F2')).toBe(false)
    expect(done).toEqual(['receive'])
  })

  it('refuses two actions on one key of one screen', () => {
    const { registry, does } = desk()
    registry.add(page, [does('F2', 'receive')])
    expect(() => registry.add(page, [does('F2', 'print')])).toThrow(ShortcutConflict)
    expect(() => registry.add(page, [does('F3', 'find'), does('F3', 'follow')])).toThrow(
      '"find" and by "follow"',
    )
  })

  it('lets a key serve another action while the first is not possible', () => {
    const { registry, done, does } = desk()
    registry.add(page, [does('F2', 'receive', { when: false }), does('F2', 'save')])
    registry.press('F2')
    expect(done).toEqual(['save'])
    expect(registry.listing()).toEqual([{ key: 'F2', label: 'save', enabled: true }])
  })

  it('shows an impossible action greyed and does not do it', () => {
    const { registry, done, does } = desk()
    registry.add(page, [does('F9', 'print', { when: false })])
    expect(registry.press('F9')).toBe(false)
    expect(done).toEqual([])
    expect(registry.listing()).toEqual([{ key: 'F9', label: 'print', enabled: false }])
  })

  it('answers only for the dialog while one is open, save what works everywhere', () => {
    const { registry, done, does } = desk()
    registry.add(page, [does('F2', 'receive'), does('F1', 'help', { everywhere: true })])
    const dialog: Layer = { name: 'dialog' }
    registry.add(dialog, [does('Ctrl+Enter', 'confirm')])
    expect(registry.press('Ctrl+Enter')).toBe(false)
    const close = registry.open(dialog)
    expect(registry.press('F2')).toBe(false)
    registry.press('F1')
    registry.press('Ctrl+Enter')
    expect(registry.listing().map((one) => one.key)).toEqual(['F1', 'Ctrl+Enter'])
    close()
    registry.press('F2')
    expect(done).toEqual(['help', 'confirm', 'receive'])
  })

  it('lets a page use a key of every page otherwise, and gives it back', async () => {
    const { registry, done, does } = desk()
    registry.add(page, [{ ...does('F2', 'new case'), yields: true }])
    const release = registry.add(page, [does('F2', 'next applicant')])
    expect(registry.listing().map((one) => one.label)).toEqual(['next applicant'])
    registry.press('F2')
    release()
    await new Promise((next) => setImmediate(next))
    registry.press('F2')
    expect(done).toEqual(['next applicant', 'new case'])
  })

  it('acts once on a double press, and again after the work is done', async () => {
    const { registry } = desk()
    let started = 0
    const finishing: (() => void)[] = []
    registry.add(page, [
      {
        key: 'F2',
        label: 'save',
        run: () =>
          new Promise<void>((done) => {
            started += 1
            finishing.push(done)
          }),
      },
    ])
    expect(registry.press('F2')).toBe(true)
    expect(registry.press('F2')).toBe(true)
    expect(started).toBe(1)
    finishing[0]?.()
    await new Promise((done) => setImmediate(done))
    registry.press('F2')
    expect(started).toBe(2)
  })

  it('tells listeners of every change and keeps the same list between changes', () => {
    const { registry, does } = desk()
    let told = 0
    registry.subscribe(() => {
      told += 1
    })
    const release = registry.add(page, [does('F8', 'late'), does('F2', 'receive')])
    expect(registry.listing()).toBe(registry.listing())
    expect(registry.listing().map((one) => one.key)).toEqual(['F2', 'F8'])
    release()
    expect(told).toBe(2)
  })
})
