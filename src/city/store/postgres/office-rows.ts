import type { DeviceRow, EnrolmentRow, SubjectKeyRow, WardRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import { type Placed, type Session, statement } from './session.ts'

/** Wards, devices, keys and settings. */
type OfficeRows = Pick<
  Rows,
  | 'wards'
  | 'ward'
  | 'saveWard'
  | 'enrolment'
  | 'saveEnrolment'
  | 'device'
  | 'devices'
  | 'lettersTaken'
  | 'saveDevice'
  | 'saveHeartbeat'
  | 'heartbeats'
  | 'keepSubjectKeys'
  | 'subjectKeys'
  | 'deleteSubjectKeys'
  | 'setting'
  | 'saveSetting'
>

/** Wards, devices, keys and settings over one session. */
export function officeRows(session: Session): OfficeRows {
  return {
    ...wardRows(session),
    ...enrolmentRows(session),
    ...deviceRows(session),
    ...subjectKeyRows(session),
    ...settingRows(session),
  }
}

const deviceColumns = `id, ward, letters, spki, state, app_version AS "appVersion", enrolled_at AS "enrolledAt"`

const sql = {
  wards: statement('SELECT code, name FROM ward ORDER BY code'),
  ward: statement('SELECT code, name FROM ward WHERE code = $1'),
  saveWard: statement(
    'INSERT INTO ward(code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name',
  ),
  place: statement('INSERT INTO ward_of(kind, id, ward) VALUES ($1, $2, $3)'),
  enrolment: statement(
    `SELECT code_hash AS "codeHash", ward, expires_at AS "expiresAt", used_by AS "usedBy"
     FROM enrolment WHERE ward = $1 AND code_hash = $2`,
  ),
  saveEnrolment: statement(
    `INSERT INTO enrolment(ward, code_hash, expires_at, used_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (ward, code_hash) DO UPDATE SET expires_at = excluded.expires_at, used_by = excluded.used_by`,
  ),
  device: statement(`SELECT ${deviceColumns} FROM device WHERE ward = $1 AND id = $2`),
  devices: statement(`SELECT ${deviceColumns} FROM device ORDER BY ward, letters`),
  devicesOf: statement(`SELECT ${deviceColumns} FROM device WHERE ward = $1 ORDER BY letters`),
  letters: statement('SELECT letters FROM device WHERE ward = $1'),
  saveDevice: statement(
    `INSERT INTO device(ward, id, letters, spki, state, app_version, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ward, id) DO UPDATE SET state = excluded.state, app_version = excluded.app_version`,
  ),
  saveHeartbeat: statement(
    `INSERT INTO heartbeat(ward, device, at, heartbeat) VALUES ($1, $2, $3, $4)
     ON CONFLICT (ward, device) DO UPDATE SET at = excluded.at, heartbeat = excluded.heartbeat`,
  ),
  heartbeats: statement('SELECT device, at, heartbeat FROM heartbeat ORDER BY device'),
  keepKeys: statement(
    `INSERT INTO subject_key(ward, subject, sha256, recipient, sealed)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING`,
  ),
  keys: statement(
    `SELECT ward, subject, sha256, recipient AS "to", sealed FROM subject_key
     WHERE ward = $1 AND subject = $2 ORDER BY sha256`,
  ),
  dropKeys: statement('DELETE FROM subject_key WHERE ward = $1 AND subject = $2'),
  setting: statement('SELECT value FROM setting WHERE name = $1'),
  saveSetting: statement(
    'INSERT INTO setting(name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ),
}

/** Notes once which ward something belongs to; throws when it is another's. */
export async function place(session: Session, kind: Placed, id: string, ward: string): Promise<void> {
  const known = await session.wardOf(kind, id)
  await session.ward(ward)
  if (known === null) await session.run(sql.place, [kind, id, ward])
  else if (known !== ward) throw new Error(`this ${kind} belongs to another ward`)
}

function wardRows(session: Session): Pick<Rows, 'wards' | 'ward' | 'saveWard'> {
  return {
    async wards() {
      await session.city()
      return session.all<WardRow>(sql.wards, [])
    },
    async ward(code) {
      await session.ward(code)
      return (await session.all<WardRow>(sql.ward, [code]))[0] ?? null
    },
    async saveWard({ code, name }) {
      await session.ward(code)
      await session.city()
      await session.run(sql.saveWard, [code, name])
    },
  }
}

function enrolmentRows(session: Session): Pick<Rows, 'enrolment' | 'saveEnrolment'> {
  return {
    async enrolment(codeHash) {
      const ward = await session.wardOf('code', codeHash)
      if (ward === null) return null
      return (await session.all<EnrolmentRow>(sql.enrolment, [ward, codeHash]))[0] ?? null
    },
    async saveEnrolment({ codeHash, ward, expiresAt, usedBy }) {
      await place(session, 'code', codeHash, ward)
      await session.run(sql.saveEnrolment, [ward, codeHash, expiresAt, usedBy])
    },
  }
}

function deviceRows(
  session: Session,
): Pick<Rows, 'device' | 'devices' | 'lettersTaken' | 'saveDevice' | 'saveHeartbeat' | 'heartbeats'> {
  return {
    async device(id) {
      const ward = await session.wardOf('device', id)
      if (ward === null) return null
      return (await session.all<DeviceRow>(sql.device, [ward, id]))[0] ?? null
    },
    devices: (ward) =>
      ward === undefined
        ? session.all<DeviceRow>(sql.devices, [])
        : session.all<DeviceRow>(sql.devicesOf, [ward]),
    async lettersTaken(ward) {
      await session.ward(ward)
      return (await session.all<Pick<DeviceRow, 'letters'>>(sql.letters, [ward])).map(
        ({ letters }) => letters,
      )
    },
    async saveDevice({ id, ward, letters, spki, state, appVersion, enrolledAt }) {
      await place(session, 'device', id, ward)
      await session.run(sql.saveDevice, [ward, id, letters, spki, state, appVersion, enrolledAt])
    },
    async saveHeartbeat(device, at, heartbeat) {
      const ward = await session.wardOf('device', device)
      if (ward === null) throw new Error('there is no such device')
      await session.run(sql.saveHeartbeat, [ward, device, at, heartbeat])
    },
    heartbeats: () => session.all(sql.heartbeats, []),
  }
}

function subjectKeyRows(
  session: Session,
): Pick<Rows, 'keepSubjectKeys' | 'subjectKeys' | 'deleteSubjectKeys'> {
  return {
    async keepSubjectKeys(rows) {
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      const column = (name: keyof SubjectKeyRow) => rows.map((row) => row[name])
      const columns = (['ward', 'subject', 'sha256', 'to', 'sealed'] as const).map(column)
      if (rows.length > 0) await session.run(sql.keepKeys, columns)
    },
    async subjectKeys(ward, subject) {
      await session.ward(ward)
      return session.all<SubjectKeyRow>(sql.keys, [ward, subject])
    },
    async deleteSubjectKeys(ward, subject) {
      await session.ward(ward)
      await session.run(sql.dropKeys, [ward, subject])
    },
  }
}

function settingRows(session: Session): Pick<Rows, 'setting' | 'saveSetting'> {
  return {
    async setting(name) {
      await session.city()
      return (await session.all<{ value: string }>(sql.setting, [name]))[0]?.value ?? null
    },
    async saveSetting(name, value) {
      await session.city()
      await session.run(sql.saveSetting, [name, value])
    },
  }
}
