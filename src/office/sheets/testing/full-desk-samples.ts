import type { ApologySheet } from '../apology/data.ts'
import type { CaseRecordSheet } from '../case-record/data.ts'
import type { ControlSlipSheet } from '../control-slip/data.ts'
import type { MarketCardSheet } from '../market-card-slip/data.ts'
import type { OrganisationPaperSheet } from '../organisation-paper/data.ts'
import type { RegisterCoverSheet, RegisterEntrySheet } from '../register-book/data.ts'
import type { StopNoticeSheet } from '../stop-notice/data.ts'
import type { TransferSlipSheet } from '../transfer-slip/data.ts'
import { longText, token } from './samples.ts'

/** Everything as long as the data type lets it be. */

const agency = { parent: longText(64), name: longText(64), place: longText(30) }
const moment = { date: '2026-02-28', minute: 1439 }
const applicant = {
  fullName: longText(64),
  idKind: longText(40),
  idNumber: '01234567890123456789',
  address: longText(200),
  phone: '(+84) 912.345.678',
}
const letter = {
  training: false,
  agency,
  number: longText(30),
  issuedOn: '2026-02-28',
  signer: { capacity: [longText(48), longText(48), longText(48)], title: longText(48), name: longText(48) },
  seal: { kind: 'wet' as const, spaceMm: 50 },
  recipients: Array.from({ length: 4 }, () => longText(60)),
  footer: [longText(120), longText(120)],
}
const dossierNumber = longText(40)
const times = (number: number, length: number) => Array.from({ length: number }, () => longText(length))

export const fullApology: ApologySheet = {
  ...letter,
  dossierNumber,
  applicant,
  matter: longText(160),
  receivedAt: moment,
  promises: Array.from({ length: 12 }, () => ({ dueAt: moment, reason: longText(300) })),
  reason: longText(600),
  unit: longText(120),
  newDueAt: { date: '2026-03-01', minute: 0 },
  collectAt: longText(120),
  contact: longText(120),
}

export const fullStopNotice: StopNoticeSheet = {
  ...letter,
  counter: longText(80),
  dossierNumber,
  applicant,
  matter: longText(160),
  receivedAt: moment,
  stoppedAt: moment,
  cause: 'office',
  reasons: times(6, 300),
  basis: longText(200),
  returned: times(12, 160),
  nextSteps: times(6, 300),
  contact: longText(120),
}

export const fullControlSlip: ControlSlipSheet = {
  training: false,
  agency,
  counter: longText(80),
  footer: letter.footer,
  dossierNumber: '39901-260228-1234567890-1234567890-12345',
  printedOn: '2026-02-28',
  applicant,
  matter: longText(160),
  unit: longText(120),
  partners: times(6, 80),
  receivedAt: moment,
  dueAt: moment,
  stays: Array.from({ length: 500 }, () => ({
    step: longText(80),
    unit: longText(80),
    holder: longText(64),
    from: moment,
    until: moment,
    dueAt: moment,
    result: 'running-late' as const,
    note: longText(200),
  })),
}

export const fullTransferSlip: TransferSlipSheet = {
  ...letter,
  counter: longText(80),
  dossierNumber,
  to: longText(120),
  applicant,
  matter: longText(160),
  receivedAt: moment,
  dueAt: moment,
  reason: longText(300),
  basis: longText(200),
  components: Array.from({ length: 30 }, () => ({ name: longText(160), form: 'original', quantity: 99 })),
  handedOverBy: longText(64),
  contact: longText(120),
}

export const fullRegisterCover: RegisterCoverSheet = {
  training: false,
  agency,
  counter: longText(80),
  book: longText(12),
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  firstEntry: 9_999_000,
  asOf: moment,
  keptBy: longText(64),
  head: { title: longText(48), name: longText(48) },
}

export const fullRegisterEntry: RegisterEntrySheet = {
  dossierNumber,
  matter: longText(160),
  sets: 20,
  name: longText(96),
  contact: longText(240),
  unit: longText(120),
  receivedAt: moment,
  dueAt: moment,
  returnedAt: { date: '2026-03-01', minute: 0 },
  way: 'delivered',
  state: 'transferred',
  note: longText(120),
}

export const fullOrganisationPaper: OrganisationPaperSheet = {
  ...letter,
  dossierNumber,
  unit: {
    name: longText(120),
    taxCode: '0100000000-001',
    address: longText(200),
    representative: longText(64),
    position: longText(64),
    phone: '(+84) 912.345.678',
  },
  plan: longText(120),
  health: { name: longText(96), on: '2026-02-28' },
  routes: Array.from({ length: 40 }, () => ({ route: longText(160), shift: longText(80) })),
  workers: Array.from({ length: 500 }, () => ({
    fullName: longText(64),
    idNumber: '01234567890123456789',
    job: longText(80),
    route: longText(80),
  })),
  headcount: 500,
  conditions: times(10, 300),
  firstDay: '2026-02-28',
  lastDay: '2026-12-31',
  tokenText: token('permit-long-name'),
  issuedUnder: longText(160),
  supersedes: longText(30),
}

export const fullMarketCard: MarketCardSheet = {
  training: true,
  agency: { name: longText(64), place: longText(30) },
  number: longText(30),
  issuedOn: '2026-02-28',
  household: { head: longText(48), group: longText(48), address: longText(160), members: 99 },
  shopper: { name: longText(48), last4: '0123' },
  markets: times(3, 48),
  parity: 'odd',
  windows: [
    [300, 480],
    [600, 660],
    [1020, 1140],
  ],
  firstDay: '2026-02-28',
  lastDay: '2026-03-31',
  visits: { kind: 'count', count: 24 },
  rules: times(2, 120),
  tokenText: token('market-card'),
  supersedes: longText(30),
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH', name: longText(48) },
  seal: { kind: 'wet', spaceMm: 46 },
  stampGuide: true,
}

export const fullCaseRecord: CaseRecordSheet = {
  ...letter,
  title: longText(80),
  about: longText(160),
  addressee: longText(120),
  opening: longText(400),
  closing: longText(400),
  fields: Array.from({ length: 60 }, () => ({ label: longText(80), value: longText(400), strong: true })),
  table: {
    columns: Array.from({ length: 8 }, () => ({ title: longText(48), share: 1 })),
    rows: Array.from({ length: 60 }, () => times(8, 160)),
  },
  decision: { label: longText(80), text: longText(600) },
  code: '39901-260228-1234567890-1234567890-12345',
  filed: longText(60),
  receiver: { title: longText(48), name: longText(64) },
}
