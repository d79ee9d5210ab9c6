import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type CivilDate, dateAt } from '../../src/domain/calendar.ts'
import { answerSchema, createClient } from '../../src/contract/client.ts'
import * as api from '../../src/contract/desk/index.ts'
import { openCity } from '../../src/city/city.ts'
import { storeKinds } from '../../src/city/store/registry.ts'
import type { StoreKind } from '../../src/city/store/store.ts'
import { rulePackSchema } from '../../src/contract/policy/pack.ts'
import { shippedPacks } from '../../src/office/features/policies/pack.ts'
import { caseSheets } from '../../src/office/features/case-sheets/index.ts'
import { openOffice } from '../../src/office/office.ts'
import type { ScanSource } from '../../src/office/scanning/sources.ts'
import type { Sheet } from '../../src/office/sheets/sheet.ts'
import { temporaryFolder, testClock, testPorts } from '../../src/office/testing/ports.ts'
import { signedIn } from '../../src/training/testing/person.ts'

const madeUpSheet: Sheet = {
  id: 'made-up',
  title: 'Giấy thử nghiệm',
  schema: z.object({ number: z.string() }),
  layout: (data) => ({
    // The shell of a layout: one A5 page with one line. The schema above says that `number` is there.
    date: '2026-11-21' as CivilDate,
    training: true,
    pages: [
      {
        width: 148,
        height: 210,
        margins: { top: 20, right: 15, bottom: 20, left: 20 },
        body: [{ size: 12, lead: 1.3, after: 4 }],
        blocks: [
          {
            kind: 'text',
            runs: [{ text: `Số ${(data as { number: string }).number}` }],
            size: 'body',
            align: 'left',
          },
        ],
      },
    ],
  }),
}

function madeUpReader(): ScanSource & { scan(text: string): void } {
  let deliver: ((text: string) => void) | null = null
  const reader = { source: 'made-up', id: '1', label: 'Made-up reader', vendorId: null, productId: null }
  return {
    name: 'made-up',
    readers: async () => [reader],
    async open(_, events) {
      deliver = (text) =>
        events.scanned({
          text,
          bytes: new TextEncoder().encode(text),
          source: 'made-up',
          at: performance.now(),
        })
      return { reader, close: async () => undefined }
    },
    scan: (text) => deliver?.(text),
  }
}

test('a made-up rule pack, reader and sheet carry a case without a line of the house being changed', async () => {
  const [shipped] = shippedPacks()
  if (!shipped) throw new Error('no pack is shipped')
  const pack = rulePackSchema.parse({
    ...shipped,
    id: 'made-up-1',
    version: 7,
    effectiveFrom: '2026-01-01',
    categories: [{ ...shipped.categories[0], code: 9, label: 'Người thử nghiệm' }],
    procedures: shipped.procedures.map((procedure) => ({ ...procedure, categories: [9] })),
    validity: { maxDays: 3, defaultDays: 1 },
  })
  const ports = testPorts()
  const reader = madeUpReader()
  const office = await openOffice(ports, {
    packs: [pack],
    caseSheets: [
      ...caseSheets,
      { sheet: madeUpSheet, data: (_desk, row) => ({ number: row.number }), fits: () => true },
    ],
    readers: [reader],
  })
  try {
    const administrator = { user: 'quantri', fullName: 'Quản Trị Thử', password: 'mat-khau-thu' }
    const first = await signedInAfterFounding(office, administrator)
    await first(api.addStaff, {
      body: { user: 'canbo', fullName: 'Cán Bộ Thử', roles: ['clerk'], password: 'mat-khau-quay', pin: null },
    })
    const clerk = await signedIn(office, 'canbo', 'mat-khau-quay')
    await expect.poll(() => scanned(clerk, reader)).toBe('001202000456')
    const registered = await clerk(api.registerCase, { body: registration(dateAt(ports.clock.now())) })
    expect(registered).toMatchObject({ pack: 'made-up-1/7', categoryLabel: 'Người thử nghiệm' })
    expect(registered.sheets.map(({ sheet }) => sheet)).toContain('made-up')
    const params = { caseId: registered.caseId }
    const body = {
      actId: randomUUID(),
      sheet: 'made-up',
      printer: null,
      way: 'printer',
      reprintReason: null,
    } as const
    const printed = await clerk(api.printSheet, { params, body })
    expect(printed.case.sheets.find(({ sheet }) => sheet === 'made-up')?.printed).toBe(1)
    expect(
      Buffer.from(ports.printed[0]?.pdf ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  } finally {
    await office.close()
  }
})

test('a made-up store serves the city as the shipped one does', async () => {
  const [shipped] = storeKinds
  const opened: string[] = []
  const madeUp: StoreKind = {
    name: 'made-up',
    open(place) {
      opened.push(place)
      return shipped.open(place)
    },
  }
  const city = await openCity({ dataDir: temporaryFolder(), clock: testClock(), store: madeUp })
  try {
    await city.admin.addWard({ code: '39902', name: 'Phường Thử' })
    expect(await city.admin.enrolmentCode('39902')).toMatch(/^[A-Z2-7]{10}$/)
    expect(opened).toHaveLength(1)
  } finally {
    await city.close()
  }
})

test('every JSON answer of the desk API has a schema', () => {
  expect(answerSchema(api.readCase)).not.toBeNull()
})

async function signedInAfterFounding(
  office: Awaited<ReturnType<typeof openOffice>>,
  administrator: { user: string; fullName: string; password: string },
) {
  const body = {
    wardCode: '39902',
    wardName: 'Phường Thử',
    parentName: 'Ủy ban nhân dân Thành phố Mẫu',
    administrator,
  }
  await createClient((request) => office.fetch(request), 'http://office.invalid')(api.establishOffice, {
    body,
  })
  return signedIn(office, administrator.user, administrator.password)
}

async function scanned(clerk: Awaited<ReturnType<typeof signedIn>>, reader: { scan(text: string): void }) {
  reader.scan('001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội|31052021')
  const { scans } = await clerk(api.readScans, { query: { after: 0 } })
  return scans.at(-1)?.recognised.idNumber
}

function registration(today: CivilDate) {
  return {
    caseId: randomUUID(),
    draftId: null,
    scanRule: 'card-7-fields',
    personId: null,
    confirmed: [],
    applicant: {
      idKind: 'cccd' as const,
      idNumber: '001202000456',
      oldIdNumber: null,
      fullName: 'Nguyễn Văn Bình',
      birthDate: '2002-02-24',
      sex: 'male' as const,
      residence: 'Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội',
      phone: null,
    },
    details: {
      purpose: 'Thử nghiệm',
      route: 'Nhà – quầy',
      vehiclePlate: null,
      organisation: null,
      companions: null,
    },
    category: 9,
    schedule: { firstDay: today, lastDay: today, weekdays: [0, 1, 2, 3, 4, 5, 6], windows: [] },
  }
}
