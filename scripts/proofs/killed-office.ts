import { createHash } from 'node:crypto'
import { addDays, dateAt } from '../../src/domain/calendar.ts'
import * as api from '../../src/contract/desk/index.ts'
import type { RouteInput } from '../../src/contract/route.ts'
import { openSlot, readSlots } from '../../src/office/database/key-slots.ts'
import { openStore } from '../../src/office/database/open.ts'
import { sql, type Store } from '../../src/office/database/store.ts'
import { databasePath } from '../../src/office/desk.ts'
import { brokenAt, rebuildEqualsLive, registeredIds } from '../../src/office/journal/testing/ledger.ts'
import { readHead } from '../../src/office/journal/rows.ts'
import { openSpool } from '../../src/office/journal/spool.ts'
import { openOffice } from '../../src/office/office.ts'
import { temporaryFolder, testPorts } from '../../src/office/testing/ports.ts'
import { personAt } from '../../src/training/testing/person.ts'

/** With this the office opens itself. It protects nothing: the office is gone when the proof ends. */
export const openingSecret = 'proof-office'
export const clerkAccount = { user: 'thanhmai', password: 'quay-so-1' }

/** The fields of the form that is filled in, in their order. */
export const formFields = [
  'idNumber',
  'fullName',
  'birthDate',
  'sex',
  'residence',
  'phone',
  'purpose',
  'route',
  'vehiclePlate',
  'companions',
  'firstDay',
  'lastDay',
]
export const valueOf = (draftId: string, field: string) => `${field} của ${draftId}`

/** Sets an office with one clerk up in a folder of its own. */
export async function foundOffice(): Promise<string> {
  const dataDir = temporaryFolder()
  const office = await openOffice(testPorts({ dataDir, training: true }), { trainingSecret: openingSecret })
  const administrator = { user: 'ngoclan', fullName: 'Vũ Ngọc Lan', password: 'quan-tri-5' }
  const call = personAt(office)
  const ward = { wardCode: '39901', wardName: 'Phường Ví Dụ', parentName: 'Thành phố Mẫu' }
  await call(api.establishOffice, { body: { ...ward, administrator } })
  await call(api.signIn, { body: administrator })
  await call(api.addStaff, {
    body: { ...clerkAccount, fullName: 'Đỗ Thị Thanh Mai', roles: ['clerk'], pin: null },
  })
  await office.close()
  return dataDir
}

/** A registration of an invented person, different for each case. */
export function registrationForm(caseId: string): NonNullable<RouteInput<typeof api.registerCase>['body']> {
  const today = dateAt(Date.now())
  const number = createHash('sha256').update(caseId).digest().readUInt32BE() % 1_000_000
  return {
    caseId,
    draftId: null,
    scanRule: null,
    personId: null,
    confirmed: ['somebody-else'],
    applicant: {
      idKind: 'can-cuoc',
      idNumber: `001190${String(number).padStart(6, '0')}`,
      oldIdNumber: null,
      fullName: `Đặng Thị Ngọc Dung ${number}`,
      birthDate: '1990-09-08',
      sex: 'female',
      residence: 'Số 5 ngõ 15, tổ dân phố 3, Phường Ví Dụ',
      phone: '0912345678',
    },
    details: {
      purpose: 'Khám bệnh',
      route: 'Ngõ 15 – Bệnh viện Mẫu',
      vehiclePlate: null,
      organisation: null,
      companions: null,
    },
    category: 4,
    schedule: {
      firstDay: today,
      lastDay: addDays(today, 6),
      weekdays: [0, 1, 2, 3, 4],
      windows: [[360, 1080]],
    },
  }
}

/** What stands in an office's folder after its process died. */
export type Remains = {
  /** Registered cases, and those of them that the second copy has too. */
  readonly cases: ReadonlySet<string>
  readonly spooled: ReadonlySet<string>
  /** Saved fields as `draft/field`, with the value they should have. */
  readonly fields: ReadonlySet<string>
  readonly chainHolds: boolean
}

/** Opens the folder of a dead office by the real ritual and says what is there. */
export async function readRemains(dataDir: string): Promise<Remains> {
  return withStore(dataDir, (store, key) => {
    const spool = openSpool(dataDir, key)
    const { records } = spool.read(readHead(store).stream, 1)
    spool.close()
    return {
      cases: registeredIds(store),
      spooled: new Set(records.flatMap((record) => ('line' in record ? [idOf(record.line)] : []))),
      fields: savedFields(store),
      chainHolds: brokenAt(store) === null,
    }
  })
}

/** Whether replaying the whole journal gives the office's projections. */
export function projectionsHold(dataDir: string): Promise<boolean> {
  return withStore(dataDir, rebuildEqualsLive)
}

async function withStore<Result>(
  dataDir: string,
  work: (store: Store, key: Buffer) => Result,
): Promise<Result> {
  const slot = readSlots(dataDir).find(({ kind }) => kind === 'training')
  const key = slot && (await openSlot(slot, openingSecret))
  if (!key) throw new Error('the office does not open')
  const store = await openStore(databasePath(dataDir), key)
  try {
    return work(store, key)
  } finally {
    store.close()
  }
}

function savedFields(store: Store): Set<string> {
  const drafts = store.all(sql.selectFrom('draft').select(['id', 'fields']))
  return new Set(
    drafts.flatMap(({ id, fields }) =>
      // Written by the drafts route from a validated body.
      Object.entries(JSON.parse(fields) as Record<string, string>)
        .filter(([field, value]) => value === valueOf(id, field))
        .map(([field]) => `${id}/${field}`),
    ),
  )
}

function idOf(line: string): string {
  // A line of our own spool: authenticated, written by this program.
  return (JSON.parse(line) as { id: string }).id
}
