import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { temporaryFolder } from '../../office/testing/ports.ts'
import { judge } from '../../office/token/judge.ts'
import { parse } from '../../office/token/token.ts'
import { clock, listsWith } from '../../office/token/testing/example-city.ts'
import { quay } from '../testing/run-quay.ts'
import { printSamples } from './command.ts'
import { samplePermits } from './permits.ts'
import { samples } from './sample.ts'

const answer = z.strictObject({
  sheet: z.string(),
  documents: z.int(),
  pages: z.int(),
  seconds: z.number(),
  peakMemoryBytes: z.int(),
  bytes: z.int(),
})

async function printed(sheet: string, sample: number, seed: number) {
  const out = join(temporaryFolder(), 'out.pdf')
  const args = ['--sheet', sheet, '--sample', `${sample}`, '--seed', `${seed}`, '--out', out]
  const ran = await quay(['print', ...args])
  expect(ran.err).toBe('')
  expect(ran.code).toBe(0)
  return { said: answer.parse(ran.json[0]), pdf: readFileSync(out), folder: dirname(out) }
}

/** What a checkpoint makes of a code, with the training key in its list as in every trust list. */
function judged(text: string) {
  return judge(parse(text), clock, null, listsWith())
}

describe('quay print', () => {
  it('prints permits of the training office, one a page, each with its own signed code', async () => {
    const { said, pdf } = await printed('permit', 3, 7)
    expect(said).toMatchObject({ sheet: 'permit', documents: 3, pages: 3, bytes: pdf.length })
    expect(said.peakMemoryBytes).toBeGreaterThan(10_000_000)
    readBack(pdf, (back) => {
      expect(back.pages).toBe(3)
      const pages = words(back.text)
      for (const number of ['01', '02', '03']) expect(pages).toContain(`Số: ${number}/GĐĐ-UBND`)
      expect(back.allText.replaceAll(/\s/g, '')).toContain('TẬPHUẤN–KHÔNGCÓGIÁTRỊ')
      const codes = [1, 2, 3].flatMap((page) => back.symbols(page))
      expect(codes.map((code) => judged(code).answer)).toEqual(['training', 'training', 'training'])
      expect(new Set(codes).size).toBe(3)
    })
  })

  it('prints market cards four on a sheet, odd and even in turn, names spelt in full Vietnamese', async () => {
    const { said, pdf } = await printed('market-card', 6, 7)
    expect(said).toMatchObject({ sheet: 'market-card', documents: 6, pages: 2, bytes: pdf.length })
    readBack(pdf, (back) => {
      expect(back.pages).toBe(2)
      expect(words(back.text).match(/NGÀY LẺ/g)).toHaveLength(3)
      expect(words(back.text).match(/NGÀY CHẴN/g)).toHaveLength(3)
      const codes = [1, 2].flatMap((page) => back.symbols(page))
      expect(codes).toHaveLength(6)
      for (const code of codes) {
        const { answer: verdict, paper } = judged(code)
        expect(verdict).toBe('training')
        const { name, number, parity } = paper?.content ?? {}
        expect(words(back.text)).toContain(`Số: ${number}`)
        expect(words(back.text)).toContain(name?.toLocaleUpperCase('vi'))
        expect(parity === 1 || parity === 2).toBe(true)
      }
    })
  })

  it('gives the same bytes for the same seed, others for another, and leaves nothing else behind', async () => {
    const { pdf, folder } = await printed('market-card', 9, 1)
    const again = (seed: number) => Buffer.concat([...samples['market-card'](seed, 9)])
    expect(again(1).equals(pdf)).toBe(true)
    expect(again(2).equals(pdf)).toBe(false)
    expect(readdirSync(folder)).toEqual(['out.pdf'])
  })

  it('begins with the same papers however many are asked for', () => {
    const firstOf = (count: number) => [...samplePermits(3, count)].slice(0, 2)
    expect(firstOf(2)).toEqual(firstOf(40))
  })

  it('makes a file that other programs find whole', () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out.pdf')
    writeFileSync(out, Buffer.concat([...samples.permit(1, 2)]))
    const drawn = spawnSync('pdftoppm', ['-r', '50', '-png', out, join(folder, 'page')], { encoding: 'utf8' })
    expect(drawn.stderr).toBe('')
  })

  it.each([
    [['--sheet', 'permit', '--sample', '0', '--out', 'x.pdf'], 'từ 1 đến 100000'],
    [['--sheet', 'permit', '--sample', '1e3', '--out', 'x.pdf'], 'từ 1 đến 100000'],
    [['--sheet', 'permit', '--sample', '1', '--seed', '4294967296', '--out', 'x.pdf'], 'từ 0 đến 4294967295'],
    [['--sheet', 'toString', '--sample', '1', '--out', 'x.pdf'], 'permit hoặc market-card'],
    [['--sample', '1', '--out', 'x.pdf'], 'permit hoặc market-card'],
    [['--sheet', 'permit', '--sample', '1'], 'Cần --out'],
  ])('says what is wrong with %j and ends with 2', async (args, sentence) => {
    await expect(printSamples.run(args)).rejects.toMatchObject({
      code: 2,
      sentence: { vi: expect.stringContaining(sentence) },
    })
    expect(existsSync('x.pdf')).toBe(false)
  })

  it('says so in one sentence when the file cannot be written, and what stood there stays', async () => {
    const folder = temporaryFolder()
    const nowhere = await quay([
      'print',
      '--sheet',
      'permit',
      '--sample',
      '1',
      '--out',
      join(folder, 'no', 'x.pdf'),
    ])
    expect(nowhere.code).toBe(1)
    expect(nowhere.err).toMatch(/^Không ghi được .*ENOENT.*\n.*could not be written/)
    expect(nowhere.out).toBe('')
    expect(readdirSync(folder)).toEqual([])
  })
})
