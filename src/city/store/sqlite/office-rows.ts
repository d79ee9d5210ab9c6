import type { DeviceRow, EnrolmentRow, SubjectKeyRow, WardRow } from '../rows.ts'
import type { CheckRows } from '../check-rows.ts'
import type { OverlapRows } from '../overlap-rows.ts'
import type { RollupRows } from '../rollup-rows.ts'
import type { SignInRows } from '../sign-in-rows.ts'
import type { Rows } from '../store.ts'
import type { JournalRows } from './journal-rows.ts'
import type { Connection } from './open.ts'
import type { TrustRows } from './trust-rows.ts'
import type { WorkRows } from './work-rows.ts'

/** Wards, devices, keys, lists and settings over one connection. */
export function officeRows(
  db: Connection,
): Omit<
  Rows,
  | keyof JournalRows
  | keyof CheckRows
  | keyof RollupRows
  | keyof OverlapRows
  | keyof SignInRows
  | keyof TrustRows
  | keyof WorkRows
> {
  return { ...wardRows(db), ...deviceRows(db), ...subjectKeyRows(db), ...settingRows(db) }
}

function wardRows(db: Connection): Pick<Rows, 'wards' | 'ward' | 'saveWard'> {
  const all = db.prepare<[], WardRow>('SELECT code, name FROM ward ORDER BY code')
  const one = db.prepare<[string], WardRow>('SELECT code, name FROM ward WHERE code = ?')
  const save = db.prepare<[WardRow]>(
    'INSERT INTO ward(code, name) VALUES (@code, @name) ON CONFLICT(code) DO UPDATE SET name = excluded.name',
  )
  return {
    wards: async () => all.all(),
    ward: async (code) => one.get(code) ?? null,
    saveWard: async (row) => void save.run(row),
  }
}

function deviceRows(
  db: Connection,
): Pick<
  Rows,
  | 'enrolment'
  | 'saveEnrolment'
  | 'device'
  | 'devices'
  | 'lettersTaken'
  | 'saveDevice'
  | 'saveHeartbeat'
  | 'heartbeats'
> {
  const enrolment = db.prepare<[string], EnrolmentRow>(
    `SELECT code_hash AS codeHash, ward, expires_at AS expiresAt, used_by AS usedBy
     FROM enrolment WHERE code_hash = ?`,
  )
  const saveEnrolment = db.prepare<[EnrolmentRow]>(
    `INSERT OR REPLACE INTO enrolment(code_hash, ward, expires_at, used_by)
     VALUES (@codeHash, @ward, @expiresAt, @usedBy)`,
  )
  const columns = 'id, ward, letters, spki, state, app_version AS appVersion, enrolled_at AS enrolledAt'
  const device = db.prepare<[string], DeviceRow>(`SELECT ${columns} FROM device WHERE id = ?`)
  const devices = db.prepare<[], DeviceRow>(`SELECT ${columns} FROM device ORDER BY ward, letters`)
  const ofWard = db.prepare<[string], DeviceRow>(
    `SELECT ${columns} FROM device WHERE ward = ? ORDER BY letters`,
  )
  const letters = db.prepare<[string], string>('SELECT letters FROM device WHERE ward = ?')
  letters.pluck()
  const saveDevice = db.prepare<[DeviceRow]>(
    `INSERT INTO device(id, ward, letters, spki, state, app_version, enrolled_at)
     VALUES (@id, @ward, @letters, @spki, @state, @appVersion, @enrolledAt)
     ON CONFLICT(id) DO UPDATE SET state = excluded.state, app_version = excluded.app_version`,
  )
  const saveHeartbeat = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO heartbeat(device, at, heartbeat) VALUES (?, ?, ?)',
  )
  const heartbeats = db.prepare<[], { device: string; at: string; heartbeat: string }>(
    'SELECT device, at, heartbeat FROM heartbeat ORDER BY device',
  )
  return {
    enrolment: async (codeHash) => enrolment.get(codeHash) ?? null,
    saveEnrolment: async (row) => void saveEnrolment.run(row),
    device: async (id) => device.get(id) ?? null,
    devices: async (ward) => (ward === undefined ? devices.all() : ofWard.all(ward)),
    lettersTaken: async (ward) => letters.all(ward),
    saveDevice: async (row) => void saveDevice.run(row),
    saveHeartbeat: async (id, at, heartbeat) => void saveHeartbeat.run(id, at, heartbeat),
    heartbeats: async () => heartbeats.all(),
  }
}

function subjectKeyRows(db: Connection): Pick<Rows, 'keepSubjectKeys' | 'subjectKeys' | 'deleteSubjectKeys'> {
  const keep = db.prepare<[SubjectKeyRow]>(
    `INSERT INTO subject_key(ward, subject, sha256, recipient, sealed)
     VALUES (@ward, @subject, @sha256, @to, @sealed) ON CONFLICT DO NOTHING`,
  )
  const some = db.prepare<[string, string], SubjectKeyRow>(
    `SELECT ward, subject, sha256, recipient AS "to", sealed FROM subject_key
     WHERE ward = ? AND subject = ? ORDER BY sha256`,
  )
  const drop = db.prepare<[string, string]>('DELETE FROM subject_key WHERE ward = ? AND subject = ?')
  return {
    keepSubjectKeys: async (rows) => {
      for (const row of rows) keep.run(row)
    },
    subjectKeys: async (ward, subject) => some.all(ward, subject),
    deleteSubjectKeys: async (ward, subject) => void drop.run(ward, subject),
  }
}

function settingRows(db: Connection): Pick<Rows, 'setting' | 'saveSetting'> {
  const one = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
  one.pluck()
  const save = db.prepare<[string, string]>('INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)')
  return {
    setting: async (name) => one.get(name) ?? null,
    saveSetting: async (name, value) => void save.run(name, value),
  }
}
