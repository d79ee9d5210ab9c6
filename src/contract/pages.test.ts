import { expect, test } from 'vitest'
import { pageFile, plainPath } from './pages.ts'

test.each([
  ['/', 'index.html'],
  ['/cases/39901-000012-7', 'index.html'],
  ['/t%C3%ACm', 'index.html'],
  ['/assets/index-1.js', 'assets/index-1.js'],
  ['/icon.svg', 'icon.svg'],
])('%s is the file %s', (path, file) => expect(pageFile(path)?.file).toBe(file))

test('built files may be kept by the browser, the page itself is asked for again', () => {
  expect(pageFile('/assets/index-1.js')?.headers['cache-control']).toContain('immutable')
  expect(pageFile('/')?.headers['cache-control']).toBe('no-cache')
})

test.each([
  '/../package.json',
  '/assets/../../package.json',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/%252e%252e/package.json',
  '/..\\package.json',
  '/..%5cpackage.json',
  '/assets/%00.js',
  '/c:/secret.json',
  '/%ff',
  '/.hidden/secret.json',
  '//evil.example/x.js',
  'assets/x.js',
  '/quay.db',
  '/name.',
])('%s leads nowhere', (path) => expect(pageFile(path)).toBeNull())

test('a path of the desk API is decoded as it is', () => {
  expect(plainPath('/api/cases/1')).toBe('/api/cases/1')
  expect(plainPath('/api/%2e%2e/x')).toBeNull()
})
