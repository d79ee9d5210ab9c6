import { randomUUID } from 'node:crypto'
import type { Case } from '../../../../contract/desk/cases.ts'
import * as api from '../../../../contract/desk/index.ts'
import type { RouteInput } from '../../../../contract/route.ts'
import type { Desk } from '../../../desk.ts'
import { caseUntil } from '../../../testing/applications.ts'
import { testPorts } from '../../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../../testing/staffed-office.ts'
import { shippedPacks } from '../../policies/pack.ts'
import type { MailServer } from './mail-server.ts'

type Setting = RouteInput<typeof api.setMail>['body']

/** An office whose form asks for an address to be told at. */
export function noticeOffice(): Promise<StaffedOffice> {
  const field = {
    id: 'e-mail',
    kind: 'text',
    label: 'Thư điện tử nhận kết quả',
    required: false,
    shownOn: [],
  } as const
  const packs = shippedPacks().map((pack) => ({
    ...pack,
    procedures: pack.procedures.map((one) => ({
      ...one,
      fields: [...one.fields, { ...field, shownOn: [] }],
    })),
  }))
  return staffedOffice(testPorts(), { packs })
}

/** The setting for a mail server, by whoever administers the office. */
export async function setMail(ward: StaffedOffice, server: MailServer, wishes: Partial<Setting> = {}) {
  const administrator = await ward.as('administrator')
  const body: Setting = {
    actId: randomUUID(),
    on: true,
    host: '127.0.0.1',
    port: server.port,
    protection: 'starttls',
    sender: 'motcua@vi-du.example',
    user: 'quay',
    password: 'mat-khau-thu',
    certificate: server.certificate,
    days: 3,
    ...wishes,
  }
  return administrator(api.setMail, { body })
}

/** A case of somebody who asked to be told by e-mail. */
export function toldCase(
  ward: StaffedOffice,
  until: Parameters<typeof caseUntil>[1] = 'registered',
  to = 'hanhchinh@may-mau.example',
): Promise<Case> {
  return caseUntil(ward, until, { details: { more: { 'e-mail': to } } })
}

/** The open desk of an office. */
export function deskOf(ward: StaffedOffice): Desk {
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return desk
}

/** The notices of one sort, as the counter sees them. */
export async function notices(ward: StaffedOffice, show: 'attention' | 'waiting' | 'done') {
  const clerk = await ward.as('clerk')
  return (await clerk(api.listNotices, { query: { show } })).items
}
