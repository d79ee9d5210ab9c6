import { rmSync } from 'node:fs'
import { addDays, dateAt } from '../src/domain/calendar.ts'
import * as api from '../src/contract/desk/index.ts'
import { type Call, createClient } from '../src/contract/client.ts'
import type { Applicant } from '../src/contract/events.ts'
import { vietnamTime } from '../src/office/journal/time.ts'
import type { Desk } from '../src/office/desk.ts'
import { openOffice } from '../src/office/office.ts'
import { testPorts } from '../src/office/testing/ports.ts'
import { signedIn } from '../src/training/testing/person.ts'
import { person, random } from './people.ts'

export const administrator = { user: 'ngoclan', fullName: 'Vũ Ngọc Lan', password: 'quan-tri-do-luong-5' }
const clerk = { user: 'thanhmai', fullName: 'Đỗ Thị Thanh Mai', password: 'quay-do-luong-1' }

export type BenchOffice = {
  readonly dataDir: string
  readonly desk: Desk
  readonly clerk: Call
  close(): Promise<void>
  /** Closes and throws the folder away. */
  remove(): Promise<void>
}

/** A real (not training) office in a temporary folder, with one clerk signed in. */
export async function newOffice(): Promise<BenchOffice> {
  const ports = testPorts()
  const office = await openOffice(ports, { readers: [] })
  const anyone = createClient((request) => office.fetch(request), 'http://office.invalid')
  await anyone(api.establishOffice, {
    body: {
      wardCode: '39901',
      wardName: 'Phường Ví Dụ',
      parentName: 'Ủy ban nhân dân Thành phố Mẫu',
      administrator,
    },
  })
  const boss = await signedIn(office, administrator.user, administrator.password)
  await boss(api.addStaff, { body: { ...clerk, roles: ['clerk'], pin: null } })
  const desk = office.core.desk()
  if (!desk) throw new Error('the office did not open')
  return {
    dataDir: ports.dataDir,
    desk,
    clerk: await signedIn(office, clerk.user, clerk.password),
    close: () => office.close(),
    async remove() {
      await office.close()
      rmSync(ports.dataDir, { recursive: true, force: true })
    },
  }
}

const perCommand = 500

/** Registers many invented people through the journal: events, second copy and projection as at the counter. */
export function registerMany({ desk }: BenchOffice, count: number): void {
  const next = random(1)
  const now = desk.ports.clock.now()
  for (let from = 0; from < count; from += perCommand) {
    desk.journal.command((writing) => {
      for (let serial = from; serial < Math.min(count, from + perCommand); serial++) {
        const caseId = invented(serial)
        writing.append({
          type: 'case.registered',
          id: caseId,
          subject: caseId,
          baseVer: 0,
          actor: { user: clerk.user, role: 'clerk', session: 'bench' },
          body: {
            number: `39901-26-${String(serial).padStart(6, '0')}`,
            pack: desk.pack().id,
            packVersion: desk.pack().version,
            category: desk.pack().categories[0]?.code ?? 1,
            procedure: 'individual',
            zone: null,
            places: [],
            listedBy: null,
            schedule: schedule(now),
            dueAt: vietnamTime(now + 86_400_000),
            scanRule: null,
          },
          personal: { applicant: person(next, serial, caseId), details },
        })
      }
    })
  }
}

/** A UUID made of a serial number: only unique, not random. */
export function invented(serial: number): string {
  return `00000000-0000-7000-8000-${serial.toString(16).padStart(12, '0')}`
}

export const details = {
  purpose: 'Khám bệnh, điều trị định kỳ',
  route: 'Ngõ 4 – Bệnh viện Đa khoa Mẫu và về',
  vehiclePlate: null,
  organisation: null,
  companions: null,
}

function schedule(now: number) {
  const today = dateAt(now)
  return {
    firstDay: today,
    lastDay: addDays(today, 6),
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    windows: [[360, 1080]] as [number, number][],
  }
}

/** What the registration page sends for an invented person. */
export function registration(applicant: Applicant, caseId: string, now: number, category: number) {
  const { personId: _personId, ...rest } = applicant
  return {
    caseId,
    draftId: null,
    scanRule: null,
    personId: null,
    confirmed: ['somebody-else' as const],
    procedure: 'individual',
    zone: null,
    places: [],
    listedBy: null,
    applicant: rest,
    details,
    category,
    schedule: schedule(now),
  }
}
