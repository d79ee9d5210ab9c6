import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '..')
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
const pages = sources.filter((file) => !file.startsWith('text/') && !file.includes('/testing/'))

/** Attributes whose value a person reads or hears. */
const spoken = new Set([
  'label',
  'title',
  'hint',
  'error',
  'alt',
  'placeholder',
  'description',
  'aria-label',
  'aria-description',
])
const vietnamese = /[^\p{ASCII}](?<=\p{Script=Latin}|\p{M})/u
const wordy = /\p{L}{2}/u

describe('texts of the screen', () => {
  it.each(pages)('%s holds no words of its own: they are in the catalogues', (file) => {
    expect(wordsIn(join(renderer, file))).toEqual([])
  })

  it('finds a text wherever it hides', () => {
    expect(hidden("const x = 'Đã lưu'")).toEqual(['Đã lưu'])
    expect(hidden('const x = `Còn ${n} ngày`')).toEqual(['Còn ', ' ngày'])
    expect(hidden('const x = <p>Saved</p>')).toEqual(['Saved'])
    expect(hidden('const x = <Field label="Saved" />')).toEqual(['Saved'])
    expect(hidden("const x = <Field label={'Saved'} />")).toEqual(['Saved'])
    expect(hidden('// Đã lưu\nconst x = <p className="row">· {text.saved} *</p>')).toEqual([])
  })
})

describe('the oldest Chromium we serve (109)', () => {
  it.each(sources)('%s uses nothing that came later', (file) => {
    const later =
      /\.(?:toSorted|toReversed|toSpliced)\(|Object\.groupBy|Map\.groupBy|Promise\.withResolvers|URL\.canParse/
    expect(readFileSync(join(renderer, file), 'utf8')).not.toMatch(later)
  })
})

describe('style sheets', () => {
  it.each(sources.filter((file) => file.endsWith('.tsx')))(
    '%s asks only for class names that exist',
    (file) => {
      const code = readFileSync(join(renderer, file), 'utf8')
      for (const [, name, from] of code.matchAll(/^import (\w+) from '(.+\.module\.css)'/gm)) {
        const sheet = readFileSync(join(renderer, file, '..', from ?? ''), 'utf8')
        const used = code.replace(/^import .*$/gm, '')
        const asked = [...used.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(
          (match) => match[1] ?? '',
        )
        expect(asked.filter((one) => !new RegExp(`\\.${one}\\b`).test(sheet))).toEqual([])
      }
    },
  )
})

function hidden(code: string): readonly string[] {
  return found(parseSync('page.tsx', code).program, null)
}

function wordsIn(path: string): readonly string[] {
  const { program, errors } = parseSync(relative(renderer, path), readFileSync(path, 'utf8'))
  expect(errors).toEqual([])
  return found(program, null)
}

/** The texts in a syntax tree; comments are not part of it. `attribute` is the JSX attribute we are inside of. */
function found(node: unknown, attribute: string | null): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one: unknown) => found(one, attribute))
  if (!isNode(node)) return []
  const text = textOf(node)
  if (text !== null) {
    const forbidden =
      vietnamese.test(text) || (wordy.test(text) && (node.type === 'JSXText' || attribute !== null))
    return forbidden ? [text] : []
  }
  if (node.type === 'JSXAttribute')
    return found(node['value'], spoken.has(nameOf(node)) ? nameOf(node) : null)
  // Code inside an attribute is code again; only a bare text in braces is the attribute's own.
  const inside = node.type === 'JSXExpressionContainer' ? attribute : null
  return Object.entries(node).flatMap(([key, child]) => (key === 'parent' ? [] : found(child, inside)))
}

type SyntaxNode = { readonly type: string; readonly [key: string]: unknown }
const isNode = (node: unknown): node is SyntaxNode =>
  typeof node === 'object' && node !== null && 'type' in node

function textOf(node: SyntaxNode): string | null {
  if (node.type === 'JSXText' || node.type === 'Literal')
    return typeof node['value'] === 'string' ? node['value'] : null
  if (node.type !== 'TemplateElement') return null
  const value: unknown = node['value']
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : null
}

function nameOf(node: SyntaxNode): string {
  return isNode(node['name']) && typeof node['name']['name'] === 'string' ? node['name']['name'] : ''
}
