import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { borderLine, mayImport, rooms } from './borders.ts'

const source = join(import.meta.dirname, '../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(ts|tsx|mts)$/.test(name) && !name.endsWith('.d.ts'))
const shipped = files.filter((name) => !/\.test\.tsx?$/.test(name) && !name.includes('/testing/'))

describe('borders', () => {
  test('every room says in its README what it may import, as the table does', () => {
    for (const room of rooms) {
      expect(readFileSync(join(source, room, 'README.md'), 'utf8'), room).toContain(borderLine(room))
    }
  })

  test('nobody imports across a border that the table does not open', () => {
    const crossings = shipped.flatMap((file) =>
      importsOf(file)
        .filter((target) => !mayImport(file, target))
        .map((target) => `${file} imports ${target}`),
    )
    expect(shipped.length).toBeGreaterThan(200)
    expect(crossings).toEqual([])
  })

  test("a feature may read another feature, but never use another's writing or routes", () => {
    const crossings = shipped.flatMap((file) => {
      const own = /^office\/features\/([^/]+)\//.exec(file)?.[1]
      if (!own) return []
      return importsOf(file)
        .map((target) => /^office\/features\/([^/]+)\/(write|routes)\.ts$/.exec(target))
        .filter((match) => match !== null && match[1] !== own)
        .map((match) => `${file} imports ${match?.[0]}`)
    })
    expect(crossings).toEqual([])
  })

  test('the table itself refuses what must be refused', () => {
    expect(mayImport('renderer/app/api.ts', 'node:fs')).toBe(false)
    expect(mayImport('renderer/app/api.ts', 'office/office.ts')).toBe(false)
    expect(mayImport('office/desk.ts', 'electron')).toBe(false)
    expect(mayImport('domain/case.ts', 'zod')).toBe(false)
    expect(mayImport('main/window.ts', 'office/office.ts')).toBe(false)
    expect(mayImport('main/office-process.ts', 'office/office.ts')).toBe(true)
    expect(mayImport('main/office-process.ts', 'electron')).toBe(false)
    expect(mayImport('city/intake.ts', 'office/database/store.ts')).toBe(false)
  })
})

/** What a file imports: paths below `src`, or package names with their subpath. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8')
  const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([\w@./:-]+)'/g)].map(
    (match) => match[1] ?? '',
  )
  return found.map((name) =>
    name.startsWith('.')
      ? posix.normalize(relative(source, join(source, dirname(file), name)).replaceAll('\\', '/'))
      : name,
  )
}
