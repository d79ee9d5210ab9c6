import { civilDate, dateAt, partialDate } from '../../../domain/calendar.ts'
import { companionsOf } from '../../../domain/text/printable.ts'
import type { Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import { daysOfCard, isOddOnly } from '../households/card-days.ts'
import type { Desk } from '../../desk.ts'
import type { MarketCardSheet } from '../../sheets/market-card-slip/data.ts'
import type { OrganisationPaperSheet } from '../../sheets/organisation-paper/data.ts'
import type { PermitSheet } from '../../sheets/permit/data.ts'
import { spellToken } from '../../token/token.ts'
import { type CaseRow, categoryLabel, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { peopleByFile, type WorkerRow, workersOf } from '../../../contract/policy/rules.ts'
import { lastFour } from '../issuing/paper.ts'
import { visitBoxes } from './market-visits.ts'
import { commonOf, furtherOf, identityLabels, letterOf, signerOf, toldOf } from './common.ts'
import { sealOf } from './seal.ts'

/** What every sealed paper says. Throws `not-found` while the case has none. */
function sealedOf(desk: Desk, row: CaseRow) {
  const { applicant, details, schedule } = contentOf(row)
  if (!row.token || !row.permit_number || !row.sealed_at || !schedule) throw new Refusal('not-found')
  const pack = packFor(desk, row)
  const supersedes = replacedNumber(desk, row)
  return {
    pack,
    applicant,
    details,
    schedule,
    words: {
      tokenText: spellToken(new Uint8Array(row.token), pack.tokenForm),
      number: row.permit_number,
      issuedOn: dateAt(Date.parse(row.sealed_at)),
      firstDay: schedule.firstDay,
      lastDay: schedule.lastDay,
      signer: signerOf(desk, row),
      stampGuide: true,
      ...(supersedes ? { supersedes } : {}),
    },
  }
}

/** The number of the paper this one replaces; null when it is the first. */
function replacedNumber(desk: Desk, row: CaseRow): string | null {
  const replaced = desk.store.first(
    sql.selectFrom('replaced_paper').select('case_id').where('case_id', '=', row.id).limit(1),
  )
  if (!replaced) return null
  const seals = toldOf(desk, row).filter(({ act }) => act === 'seal' || act === 'replace')
  const number = seals.at(-2)?.body['permitNumber']
  return typeof number === 'string' ? number : null
}

/** Labels of the places a paper is bound to besides its zone, which is told by itself, as many as it has room for. */
function placesOf(desk: Desk, row: CaseRow, most: number): string[] {
  const { places } = packFor(desk, row)
  // Written by the projection from validated events.
  const codes = (JSON.parse(row.places) as string[]).filter((code) => code !== row.zone)
  const labels = codes.map((code) => places.find((place) => place.code === code)?.label ?? code)
  return labels.length <= most
    ? labels
    : [...labels.slice(0, most - 1), `và ${labels.length - most + 1} nơi khác`]
}

/** The travel permit. */
export function permitData(desk: Desk, row: CaseRow): PermitSheet {
  const { pack, applicant, details, schedule, words } = sealedOf(desk, row)
  const birth = partialDate(applicant.birthDate)
  if (!birth) throw new Error('a stored birth date is unreadable')
  const { training, agency, footer } = commonOf(desk, row)
  const zone = pack.zones.find(({ code }) => code === row.zone)?.label
  const decision = row.city_reference ? ` – theo văn bản số ${row.city_reference}` : ''
  return {
    ...words,
    training,
    agency,
    footer,
    holder: {
      fullName: applicant.fullName,
      birth,
      idKind: identityLabels[applicant.idKind],
      idNumber: applicant.idNumber,
      residence: applicant.residence,
      ...(applicant.phone ? { phone: applicant.phone } : {}),
    },
    purpose: details.purpose,
    category: categoryLabel(pack, row.category),
    route: details.route ?? '',
    places: placesOf(desk, row, 3),
    ...(zone ? { zone } : {}),
    schedule: { weekdays: schedule.weekdays, windows: windowsOf(schedule) },
    ...(details.vehiclePlate ? { vehicle: { plate: details.vehiclePlate } } : {}),
    ...(details.organisation ? { organisation: details.organisation } : {}),
    companions: companionsOf(details.companions ?? ''),
    more: furtherOf(desk, row, 'permit'),
    seal: sealOf(desk, row),
    dossierNumber: row.number,
    issuedUnder: `${pack.title}${decision}`,
  }
}

/** The market card of a household. */
export function marketCardData(desk: Desk, row: CaseRow): MarketCardSheet {
  const { applicant, details, schedule, words } = sealedOf(desk, row)
  const { training, agency } = commonOf(desk, row)
  const { household, members, parity, visits } = details.more ?? {}
  const markets = placesOf(desk, row, 3)
  const odd = isOddOnly(parity)
  const only = daysOfCard(desk.store, row.id)
  return {
    ...words,
    training,
    agency,
    household: {
      head: applicant.fullName,
      group: typeof household === 'string' ? household : '—',
      address: applicant.residence,
      ...(typeof members === 'number' ? { members } : {}),
    },
    shopper: { name: applicant.fullName, last4: lastFour(applicant.idNumber) },
    markets: markets.length > 0 ? markets : ['Mọi chợ trên địa bàn phường'],
    parity: odd === null ? 'all' : odd ? 'odd' : 'even',
    windows: windowsOf(schedule),
    ...(only ? { onlyOnDays: true } : {}),
    visits: visitBoxes({ schedule, odd, only, visits: typeof visits === 'number' ? visits : null }),
  }
}

function windowsOf(schedule: Schedule): [number, number][] {
  return schedule.windows.length > 0 ? schedule.windows : [[0, 1440]]
}

/** The confirmation of an organisation's plan and list of workers, with its one QR. */
export function organisationData(desk: Desk, row: CaseRow): OrganisationPaperSheet {
  const { pack, applicant, details, words } = sealedOf(desk, row)
  // Some places confirm a list without a plan.
  const hasPlan = procedureOfCase(desk, row).fields.some(({ id }) => id === 'plan' || id === 'plan-date')
  const more = details.more ?? {}
  const workers = workersOf(more)
  const health = toldOf(desk, row).findLast(({ act }) => act === 'confirm')
  const planned = civilDate(textOf(more['plan-date']) ?? '')
  const taxCode = textOf(more['tax-code'])
  return {
    ...letterOf(desk, row, 'GXN-UBND', row.sealed_at ?? row.since),
    ...words,
    dossierNumber: row.number,
    unit: {
      name: details.organisation ?? applicant.fullName,
      ...(taxCode ? { taxCode } : {}),
      address: textOf(more['address']) ?? applicant.residence,
      representative: textOf(more['representative']) ?? applicant.fullName,
      ...(applicant.phone ? { phone: applicant.phone } : {}),
    },
    ...(hasPlan
      ? { plan: planned ? `lập ngày ${planned.split('-').toReversed().join('/')}` : 'kèm theo hồ sơ' }
      : {}),
    ...(health ? { health: { name: unitOfHealth(desk), on: dateAt(Date.parse(health.at)) } } : {}),
    ...routesOf(workers, details.route),
    workers: workers.map((worker) => ({
      fullName: worker['name'] ?? '',
      ...(worker['id-number'] ? { idNumber: worker['id-number'] } : {}),
      ...(worker['job'] ? { job: worker['job'] } : {}),
      ...(routeOf(worker) ? { route: routeOf(worker) } : {}),
    })),
    headcount: peopleByFile(more) ?? Math.max(1, workers.length),
    conditions: pack.letters?.organisation ?? [],
    issuedUnder: pack.title,
    seal: sealOf(desk, row),
  }
}

function routeOf(worker: WorkerRow): string {
  return [worker['route'], worker['shift']].filter(Boolean).join(', ')
}

/** Routes the confirmation itself names; the annex names all of them. */
const mostRoutes = 40

/** The registered routes, each once with its shift; the one of the form where the list names none. */
function routesOf(
  workers: readonly WorkerRow[],
  otherwise: string | null,
): Pick<OrganisationPaperSheet, 'routes' | 'otherRoutes'> {
  const seen = new Map<string, { route: string; shift?: string }>()
  for (const worker of workers) {
    const { route, shift } = worker
    if (route) seen.set(routeOf(worker), { route, ...(shift ? { shift } : {}) })
  }
  const all = [...seen.values()]
  if (all.length === 0) return { routes: [{ route: otherwise ?? 'Theo phương án đã nộp' }] }
  return { routes: all.slice(0, mostRoutes), otherRoutes: Math.max(0, all.length - mostRoutes) }
}

function unitOfHealth(desk: Desk): string {
  return `Trạm y tế ${desk.facts().wardName}`
}

function textOf(answer: unknown): string | null {
  return typeof answer === 'string' ? answer : null
}
