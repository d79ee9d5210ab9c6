import { describe, expect, it } from 'vitest'
import { compared } from './compared.ts'
import { qrPath } from './qrPath.ts'
import { strayScan } from './strayScan.ts'

describe('what arrived beside what was scanned', () => {
  it('is cut to the place where they part', () => {
    const { wanted, got } = compared('TEST|Đặng Thị Ễ|Nguyễn Hoài Phương|END', 'TEST|Äng Th|END')
    expect(wanted).toEqual({ same: 'TEST|', first: 'Đ', rest: 'ặng Thị Ễ|Nguyễn Hoài Phương|END' })
    expect(got).toMatchObject({ same: 'TEST|', first: 'Ä' })
  })

  it('shows nothing as different when it is the same', () => {
    const { got } = compared('TEST|SUFFIX', 'TEST|SUFFIX')
    expect(got).toEqual({ same: 'TEST|SUFFIX', first: '', rest: '' })
  })

  it('shows what was added behind, control characters too', () => {
    expect(compared('TEST', 'TEST\t!').got).toEqual({ same: 'TEST', first: '␉', rest: '!' })
  })

  it('shows where a text was cut', () => {
    const { wanted, got } = compared('TEST|LONG', 'TEST')
    expect([wanted.first, got.same, got.first]).toEqual(['|', 'TEST', ''])
  })
})

describe('a QR symbol', () => {
  it('is drawn in runs of dark modules', () => {
    expect(qrPath(['110', '001'])).toBe('M0 0h2v1h-2zM2 1h1v1h-1z')
  })
})

describe('a scan that the check did not take', () => {
  it('is a paper, or of another reader; a test code typed by the reader under check is neither', () => {
    expect(strayScan({ kind: 'cccd', source: 'hid' }, 'hid:0c2e:0b61')).toBe('paper')
    expect(strayScan({ kind: 'unknown', source: 'hid' }, 'keyboard')).toBe('other-reader')
    expect(strayScan({ kind: 'unknown', source: 'keyboard' }, 'hid:0c2e:0b61')).toBe('other-reader')
    expect(strayScan({ kind: 'unknown', source: 'keyboard' }, 'keyboard')).toBeNull()
    expect(strayScan({ kind: 'unknown', source: 'keyboard' }, null)).toBeNull()
    expect(strayScan({ kind: 'unknown', source: 'paste' }, 'keyboard')).toBeNull()
  })
})
