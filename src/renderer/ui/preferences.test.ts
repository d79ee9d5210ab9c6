import { describe, expect, it } from 'vitest'
import { readPreferences } from './preferences.tsx'

describe('the stored look', () => {
  it('is read back', () => {
    expect(readPreferences('{"theme":"dark","density":"comfortable","locale":"en"}')).toEqual({
      theme: 'dark',
      density: 'comfortable',
      locale: 'en',
    })
  })
  it.each([null, '', 'not json', '[]', '7', 'null', '{"theme":"pink","locale":3}'])(
    'falls back on %j',
    (stored) => {
      expect(readPreferences(stored)).toEqual({ theme: 'system', density: 'compact', locale: 'vi' })
    },
  )
})
