import type { ListKind } from '../../../contract/lists/fields.ts'
import type { ColumnMapping, JudgedList } from '../../../contract/lists/judged-list.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { listedRows } from '../columns/find-columns.ts'
import { judgeTable } from '../judging/judge-table.ts'
import { type ListLimits, listLimits } from '../limits.ts'
import { type ListPart, openList } from '../open-file.ts'

// oxlint-disable-next-line no-unsafe-type-assertion -- a day that exists
export const today = '2026-11-22' as CivilDate

type Options = {
  readonly kind?: ListKind
  readonly name?: string | null
  readonly mapping?: ColumnMapping | null
  readonly part?: Partial<ListPart>
  readonly limits?: Partial<ListLimits>
}

/** Opens and judges bytes as the list process does, in this one. */
export async function judged(bytes: Uint8Array | string, options: Options = {}): Promise<JudgedList> {
  const { kind = 'organisation', name = null, mapping = null, part, limits } = options
  const opened = await openList(
    { name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes },
    { attachment: null, sheet: null, at: null, ...part },
    (rows) => listedRows(rows, kind),
    { ...listLimits, ...limits },
  )
  return judgeTable(opened, { kind, mapping, today })
}

/** The codes said of each row, by its number. */
export function codes({ rows }: JudgedList): Record<number, string[]> {
  return Object.fromEntries(rows.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)]))
}

export const heading = 'Họ và tên,Ngày sinh,Giới tính,Số CCCD,Nơi ở'
export const goodRow = 'Trần Thị Thu Hà,15/03/1985,Nữ,079185000123,12/5 Lê Lợi Phường Ví Dụ'
