// The program that is killed: an office with one clerk at work, told over and over what is confirmed.
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import type { Call } from '../../src/contract/client.ts'
import * as api from '../../src/contract/desk/index.ts'
import { openOffice } from '../../src/office/office.ts'
import { testPorts } from '../../src/office/testing/ports.ts'
import { signedIn } from '../../src/training/testing/person.ts'
import { clerkAccount, formFields, openingSecret, registrationForm, valueOf } from './killed-office.ts'

const [dataDir = '', work = '', confirmsFirst = '', again = ''] = process.argv.slice(2)
const office = await openOffice(testPorts({ dataDir, training: true }), { trainingSecret: openingSecret })
const clerk = await signedIn(office, clerkAccount.user, clerkAccount.password)
const say = (word: 'tries' | 'confirmed', what: string) => writeSync(1, `${word} ${what}\n`)

/** Does one thing and confirms it afterwards, as it must be; or before, which is the negative control. */
async function doAndConfirm(what: string, act: () => Promise<unknown>): Promise<void> {
  say('tries', what)
  if (confirmsFirst === 'yes') say('confirmed', what)
  await act()
  if (confirmsFirst !== 'yes') say('confirmed', what)
}

async function register(call: Call, caseId: string): Promise<void> {
  await doAndConfirm(caseId, () => call(api.registerCase, { body: registrationForm(caseId) }))
}

/** Types one form, field by field, each kept as it is left. */
async function fillIn(call: Call, draftId: string): Promise<void> {
  const fields: Record<string, string> = {}
  for (const focus of formFields) {
    fields[focus] = valueOf(draftId, focus)
    await doAndConfirm(`${draftId}/${focus}`, () =>
      call(api.saveDraft, { params: { draftId }, body: { form: 'register', fields, focus } }),
    )
  }
}

// What the last clerk did not see confirmed is done once more, as a person would.
if (work === 'register' && again !== '') await register(clerk, again)
for (;;) {
  if (work === 'register') await register(clerk, randomUUID())
  else await fillIn(clerk, randomUUID())
}
