import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { apology } from './apology/index.ts'
import { a5, heading, paragraph } from './blocks.ts'
import { caseRecord } from './case-record/index.ts'
import { compose } from './compose.ts'
import { completionRequest } from './completion-request/index.ts'
import { controlSlip } from './control-slip/index.ts'
import { day } from './fields.ts'
import { marketCard } from './market-card/index.ts'
import { marketCardSlip } from './market-card-slip/index.ts'
import { organisationPaper } from './organisation-paper/index.ts'
import { permit } from './permit/index.ts'
import { receipt } from './receipt/index.ts'
import { refusal } from './refusal/index.ts'
import { registerBook } from './register-book/index.ts'
import { renderLayout, renderSheet, sheets } from './registry.ts'
import type { Layout, Sheet } from './sheet.ts'
import { stopNotice } from './stop-notice/index.ts'
import {
  registerEntry,
  usualApology,
  usualCaseRecord,
  usualControlSlip,
  usualMarketCard,
  usualOrganisationPaper,
  usualRegisterCover,
  usualStopNotice,
  usualTransferSlip,
} from './testing/desk-samples.ts'
import { sampleCard } from './market-card/testing/sample-card.ts'
import { fullMarketCard } from './testing/full-desk-samples.ts'
import { sampleElectronic } from './testing/pictures.ts'
import { readBack } from './testing/read-back.ts'
import {
  fullPermit,
  usualCompletionRequest,
  usualPermit,
  usualReceipt,
  usualRefusal,
} from './testing/samples.ts'
import { transferSlip } from './transfer-slip/index.ts'
import { trainingText } from './training-mark.ts'

/** Letters only: what stands aslant is read with spaces of the reader's own. */
const letters = (text: string) => text.replace(/\s+/g, '')

const samples: readonly (readonly [Sheet, object])[] = [
  [permit, usualPermit],
  [permit, fullPermit],
  [permit, { ...usualPermit, seal: sampleElectronic }],
  [receipt, usualReceipt],
  [refusal, usualRefusal],
  [completionRequest, usualCompletionRequest],
  [apology, usualApology],
  [stopNotice, usualStopNotice],
  [controlSlip, usualControlSlip],
  [registerBook, { ...usualRegisterCover, entries: [registerEntry(0), registerEntry(1)] }],
  [transferSlip, usualTransferSlip],
  [organisationPaper, usualOrganisationPaper],
  [marketCardSlip, usualMarketCard],
  [marketCardSlip, fullMarketCard],
  [marketCard, { training: false, cards: [sampleCard(1), sampleCard(2)] }],
  [caseRecord, usualCaseRecord],
]

const layouts = (training: boolean): [string, string, Layout][] =>
  samples.map(([sheet, data], index) => [
    `${sheet.id} (${index + 1})`,
    sheet.title,
    sheet.layout(sheet.schema.parse({ ...data, training })),
  ])

describe('every sheet', () => {
  it('has an id of its own', () => {
    expect(new Set(sheets.map(({ id }) => id)).size).toBe(sheets.length)
  })

  it.each(layouts(false))(
    '%s embeds its type and names the paper, never a person',
    async (_, title, layout) => {
      readBack(await renderLayout(layout, title), (back) => {
        const rows = back.fonts.trim().split('\n').slice(2)
        expect(rows.length).toBeGreaterThan(1)
        for (const row of rows)
          expect(row).toMatch(/^[A-Z]{6}\+Tinos-\w+ +CID TrueType +Identity-H +yes yes yes/)
        expect(back.info).toContain(`Title:           ${title}`)
        expect(back.info).toContain('Producer:        Quầy Một Cửa')
        expect(back.info).not.toMatch(/Thương|0391|39901/)
        expect(letters(back.allText)).not.toContain(letters(trainingText))
      })
    },
  )

  it.each(layouts(true))('%s gives the same bytes for the same data', async (_, title, layout) => {
    expect(Buffer.from(await renderLayout(layout, title)).equals(await renderLayout(layout, title))).toBe(
      true,
    )
  })

  it.each(layouts(true))(
    '%s bears the training mark on every page, within the paper',
    async (_, title, layout) => {
      readBack(await renderLayout(layout, title), (back) => {
        for (const page of back.allText.split('\f').slice(0, back.pages))
          expect(letters(page)).toContain(letters(trainingText))
      })
    },
  )

  it.each(layouts(true))(
    '%s keeps the training mark out of the box of the code',
    async (_, title, layout) => {
      const pages = compose(layout).pages
      const [marked, plain] = await Promise.all([
        renderLayout(layout, title),
        renderLayout({ ...layout, training: false }, title),
      ])
      const pictures = (pdf: Uint8Array) =>
        readBack(pdf, (back) => pages.map((_page, index) => back.picture(index + 1, 72)))
      const [withMark, without] = [pictures(marked), pictures(plain)]
      pages.forEach(({ marks }, index) => {
        const [one, other] = [withMark[index], without[index]]
        if (!one || !other) throw new Error('a page is missing')
        expect(one.grey.equals(other.grey)).toBe(false)
        for (const mark of marks) {
          if (mark.kind !== 'symbol') continue
          const margin = 5
          for (let y = Math.floor(mark.y) - margin; y < mark.y + mark.box + margin; y++) {
            const row = (grey: Buffer) =>
              grey.subarray(
                y * one.width + Math.floor(mark.x) - margin,
                y * one.width + mark.x + mark.box + margin,
              )
            expect(row(one.grey).equals(row(other.grey))).toBe(true)
          }
        }
      })
    },
  )

  it('can be joined by a new one: its schema, its layout, nothing else', async () => {
    const schema = z.object({ issuedOn: day, greeting: z.string() })
    const madeUp: Sheet<typeof schema> = {
      id: 'made-up',
      title: 'Giấy thử',
      schema,
      layout: ({ issuedOn, greeting }) => ({
        date: issuedOn,
        training: false,
        pages: [
          {
            ...a5,
            margins: { top: 20, right: 15, bottom: 20, left: 20 },
            body: [{ size: 13, lead: 1.2, after: 6 }],
            blocks: [heading('GIẤY THỬ', 14, { bold: true }), paragraph([greeting])],
          },
        ],
      }),
    }
    const pdf = await renderSheet(madeUp, {
      issuedOn: '2026-11-21',
      greeting: 'Kính gửi bà con phường Vi\u0301 Du\u0323',
    })
    readBack(pdf, (back) => {
      expect(back.pages).toBe(1)
      expect(back.text).toContain('Kính gửi bà con phường Ví Dụ')
    })
  })
})
