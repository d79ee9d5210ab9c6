import type { JudgedRow } from '../../../contract/lists/judged-list.ts'
import { findingText, rowReasons } from '../../../contract/lists/reasons.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { writeCorrections } from '../../lists/corrections.ts'
import { correctionLetter } from '../../sheets/correction-letter/index.ts'
import { pickUpList } from '../../sheets/pick-up-list/index.ts'
import { renderSheet } from '../../sheets/render.ts'
import { commonOf, contactOf, letterOf } from '../case-sheets/common.ts'
import { type CaseRow, caseRow, contentOf, procedureTitle } from '../cases/read.ts'
import { readIntake } from './intake.ts'
import { organisationOf } from './organisation.ts'
import { batchHead, casesOfBatch, nameOfBatch } from './read.ts'

/**
 * The letter that asks an organisation to mend its list: every row that cannot be taken as it is, with how to mend it.
 * Throws `batch-intake-gone`, `batch-all-good` where nothing has to be mended.
 */
export async function letterOfCorrections(desk: Desk, intakeId: string): Promise<Uint8Array> {
  const { organisation, list } = readIntake(desk.store, intakeId)
  const row = caseRow(desk.store, organisation)
  const wrong = list.rows.filter(isBad)
  if (wrong.length === 0) throw new Refusal('batch-all-good')
  const { counter } = commonOf(desk, row)
  const now = new Date(desk.ports.clock.now()).toISOString()
  return renderSheet(correctionLetter, {
    ...letterOf(desk, row, 'DS-UBND', now),
    counter: `${counter} ${desk.facts().wardName}`.slice(0, 80),
    organisation: organisationOf(desk, organisation).name,
    rows: list.rows.length,
    good: list.rows.length - wrong.length,
    wrong: wrong.map((one) => ({
      row: one.row,
      name: (one.values.fullName ?? '').slice(0, 120),
      idNumber: (one.values.idNumber ?? '').slice(0, 40),
      mend: sentencesOf(one),
    })),
    contact: contactOf(desk, row),
  })
}

/** Doubtful rows are taken, flagged for whoever examines them; nobody is asked about those. */
const isBad = ({ verdict }: JudgedRow) => verdict === 'bad'

/** How a row is to be mended, in the order in which it was judged; what was put right already is left out. */
function sentencesOf({ reasons }: JudgedRow): string[] {
  return reasons
    .filter(({ code }) => rowReasons[code].weight !== 'note')
    .map((finding) => findingText(finding, 'vi').slice(0, 400))
}

/** The same rows as a spreadsheet, to be filled in and sent back; base64 of the .xlsx. Throws `batch-intake-gone`. */
export async function workbookOfCorrections(desk: Desk, intakeId: string): Promise<{ workbook: string }> {
  const { list } = readIntake(desk.store, intakeId)
  const bytes = await writeCorrections({ ...list, rows: list.rows.filter(isBad) }, 'vi')
  return { workbook: Buffer.from(bytes).toString('base64') }
}

/** The papers of a batch that count and were not handed over yet, to be signed for. Throws `batch-no-papers`. */
export async function pickUpListOf(desk: Desk, batchId: string): Promise<Uint8Array> {
  const head = batchHead(desk.store, batchId)
  const rows = casesOfBatch(desk.store, batchId).filter(isWaiting)
  const [first] = rows
  if (!first) throw new Refusal('batch-no-papers')
  const { training, agency, counter, footer } = commonOf(desk, first)
  return renderSheet(pickUpList, {
    training,
    agency,
    counter,
    footer,
    printedOn: dateAt(desk.ports.clock.now()),
    name: nameOfBatch(desk.store, head).slice(0, 120),
    matter: procedureTitle(desk, head),
    papers: rows.map((row) => {
      const { fullName, idNumber } = contentOf(row).applicant
      return {
        number: row.permit_number ?? '',
        fullName,
        lastDigits: idNumber.slice(-4),
        caseNumber: row.number,
      }
    }),
  })
}

function isWaiting({ permit_number, withdrawn, handed_over_at }: CaseRow): boolean {
  return permit_number !== null && withdrawn === null && handed_over_at === null
}
