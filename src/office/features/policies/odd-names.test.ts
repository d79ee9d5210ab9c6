import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { rulePackSchema } from '../../../contract/policy/pack.ts'
import { readBack } from '../../sheets/testing/read-back.ts'
import { application, printed } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const shipped = rulePackSchema.parse(JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')))
const oddPack = rulePackSchema.parse({
  ...shipped,
  procedures: shipped.procedures.map((procedure) => ({
    ...procedure,
    copies: { constructor: 2 },
    fields: [
      ...procedure.fields,
      { id: 'constructor', kind: 'text', label: 'Nhà thầu', required: false, shownOn: ['receipt', 'record'] },
      {
        id: 'crew',
        kind: 'rows',
        label: 'Tổ thợ',
        required: false,
        shownOn: ['record'],
        columns: [
          { id: 'name', label: 'Họ tên', required: true },
          { id: 'constructor', label: 'Đội', required: true },
        ],
      },
    ],
  })),
})

let ward: StaffedOffice
let clerk: Call
beforeAll(async () => {
  ward = await staffedOffice(undefined, { packs: [oddPack] })
  clerk = await ward.as('clerk')
})
afterAll(() => ward.close())
const register = (more?: Record<string, string | { [column: string]: string }[]>) =>
  clerk(api.registerCase, {
    body: application(ward.ports.clock.now(), { details: more ? { more } : {} }),
  })

test('a field that is called as every object’s maker is empty where nobody answered it', async () => {
  for (const more of [undefined, { crew: [{ name: 'Lê Văn Thợ', constructor: 'Đội 1' }] }]) {
    const seen = await register(more)
    expect(seen.fields.map(({ id }) => id)).not.toContain('constructor')
  }
})

test('what it was answered stands on the case and on its paper', async () => {
  const seen = await register({ constructor: 'Xây dựng Mẫu' })
  expect(seen.fields).toContainEqual({ id: 'constructor', label: 'Nhà thầu', value: 'Xây dựng Mẫu' })
  await printed(clerk, seen.caseId, 'receipt')
  const { pdf } = ward.ports.printed.at(-1) ?? { pdf: new Uint8Array() }
  expect(readBack(pdf, ({ text }) => text)).toContain('Xây dựng Mẫu')
})

test('a column of that name is missing where nobody filled it in', async () => {
  const problem = await refusalOf(register({ crew: [{ name: 'Lê Văn Thợ' }] }))
  expect(problem).toMatchObject({ code: 'invalid-input', data: { fields: 'details.more.crew' } })
})
