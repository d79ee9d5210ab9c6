import { dateAt } from '../../../domain/calendar.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, paragraph } from '../../sheets/blocks.ts'
import type { Block, Layout } from '../../sheets/sheet.ts'
import { type CaseRow, contentOf, findPack, procedureOfCase } from '../cases/read.ts'
import { counterPaper } from '../reports/counter-paper.ts'
import { addressOf } from './queue.ts'

/** Somebody whom only paper reaches, and what lies at the counter for them. */
type Waiting = { readonly row: CaseRow; readonly group: string; readonly paper: string }

const letters: Readonly<Partial<Record<CaseRow['state'], string>>> = {
  returned: 'Phiếu yêu cầu bổ sung',
  refused: 'Phiếu từ chối',
  stopped: 'Thông báo dừng giải quyết',
}

const candidates = composedOnce(() =>
  sql
    .selectFrom('permit_case')
    .leftJoin('batch_case', 'batch_case.case_id', 'permit_case.id')
    .leftJoin('batch', 'batch.id', 'batch_case.batch_id')
    .selectAll('permit_case')
    .select('batch.residential_group as group')
    .where(({ eb, and, or, fn, val }) =>
      and([
        eb(fn('json_extract', ['permit_case.applicant', val('$.phone')]), 'is', null),
        or([
          eb('permit_case.state', 'in', ['returned', 'refused', 'stopped']),
          and([
            eb('permit_case.token', 'is not', null),
            eb('permit_case.withdrawn', 'is', null),
            eb('permit_case.handed_over_at', 'is', null),
          ]),
        ]),
      ]),
    )
    .orderBy('permit_case.registered_at')
    .orderBy('permit_case.id'),
)

/** Everybody who gave neither telephone nor e-mail and has something to fetch; market cards have a list of their own. */
export function waitingOnPaper(desk: Desk): Waiting[] {
  return desk.store.all(candidates({})).flatMap(({ group, ...row }) => {
    if (!findPack(desk, row) || procedureOfCase(desk, row).record === 'market-card') return []
    if (addressOf(desk, row) !== null) return []
    const { organisation } = contentOf(row).details
    const paper = letters[row.state] ?? `Giấy số ${row.permit_number ?? ''}`
    return [{ row, group: group ?? organisation ?? 'Nhận tại quầy', paper }]
  })
}

/** The pick-up list: a table for each group, with room to sign. */
export function pickUpPaper(desk: Desk, user: string): Layout {
  const waiting = waitingOnPaper(desk)
  const today = dateAt(desk.ports.clock.now())
  const [first] = waiting
  const cover = {
    title: 'Danh sách nhận giấy, thư tại quầy',
    about: 'Người không có điện thoại và thư điện tử',
    period: { firstDay: first ? dateAt(Date.parse(first.row.registered_at)) : today, lastDay: today },
    way: 'upright',
  } as const
  const groups = Map.groupBy(waiting, ({ group }) => group)
  return counterPaper(
    desk,
    user,
    cover,
    waiting.length === 0
      ? [paragraph(['Không có ai.'])]
      : [...groups].flatMap(([name, own]) => [
          paragraph([bold(`${name} (${own.length})`)], { align: 'left' }),
          tableOf(own),
          gap(4),
        ]),
  )
}

function tableOf(own: readonly Waiting[]): Block {
  return {
    kind: 'table',
    size: 10,
    columns: [
      { title: 'TT', width: 10, align: 'center' },
      { title: 'Mã hồ sơ', width: 36, align: 'left' },
      { title: 'Họ và tên', width: 45, align: 'left' },
      { title: 'Giấy, thư', width: 40, align: 'left' },
      { title: 'Ngày, ký nhận', width: 34, align: 'left' },
    ],
    rows: own.map(({ row, paper }, at) => [
      `${at + 1}`,
      row.number,
      contentOf(row).applicant.fullName,
      paper,
      '',
    ]),
  }
}
