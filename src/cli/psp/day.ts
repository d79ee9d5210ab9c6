import { writeFileSync } from 'node:fs'
import { type CivilDate, dateAt } from '../../domain/calendar.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { readHead } from '../../office/journal/rows.ts'
import type { Server } from './server.ts'

/** One day of the open stream, written into a file: what a person checks without this program. */
export type DayFile = {
  readonly file: string
  readonly first: number
  readonly last: number
  readonly instructions: string
}

type Line = { readonly seq: number; readonly hash: string; readonly line: string }

/** A stream to take a day from: the hash of its opening record, all its lines in order, its receipts, oldest first. */
export type DaySource = {
  readonly openingHash: string
  readonly lines: readonly Line[]
  readonly receipts: readonly string[]
}

/**
 * Writes the lines of a civil day as they are, one each ended by LF. Answers with a script of `sha256sum`, `basenc` (GNU
 * coreutils) and `jq` that checks them. From the first to the last line that says that day, so that a clock that was set
 * in between leaves no hole. Null for a day without lines.
 */
export function writeDay(source: DaySource, day: CivilDate, file: string): DayFile | null {
  const { lines, openingHash, receipts } = source
  const isOfDay = ({ line }: Line) => dayOf(line) === day
  const from = lines.findIndex(isOfDay)
  const chosen = from < 0 ? [] : lines.slice(from, lines.findLastIndex(isOfDay) + 1)
  const [first, last] = [chosen[0], chosen.at(-1)]
  if (!first || !last) return null
  writeFileSync(file, chosen.map(({ line }) => `${line}\n`).join(''))
  const before = lines[from - 1]?.hash ?? openingHash
  const receipt = receipts.findLast((jws) => isWithin(headOf(jws), first.seq, last.seq)) ?? null
  const instructions = scriptFor({ file, before, last: last.hash, first: first.seq, receipt })
  return { file, first: first.seq, last: last.seq, instructions }
}

/** The open stream of a folder's journal: the city's copy of it, or without a city the folder's own. */
export async function officeSource(store: Store, server: Server | null): Promise<DaySource> {
  const { stream } = readHead(store)
  const opening = sql.selectFrom('stream').select('opening_hash').where('id', '=', stream)
  const receipt = store.first(sql.selectFrom('sync').select('receipt'))?.receipt ?? null
  return {
    openingHash: store.first(opening)?.opening_hash ?? '',
    lines: server ? await cityLines(server, stream) : folderLines(store, stream),
    receipts: receipt === null ? [] : [receipt],
  }
}

async function cityLines(server: Server, stream: string): Promise<Line[]> {
  const lines: Line[] = []
  for await (const page of server.lines(stream)) lines.push(...page)
  return lines
}

function folderLines(store: Store, stream: string): Line[] {
  return store.all(
    sql.selectFrom('event').select(['seq', 'hash', 'line']).where('stream', '=', stream).orderBy('seq'),
  )
}

/** The head a receipt names; 0 when it cannot be read. Whose it is was proven before. */
function headOf(jws: string): number {
  try {
    const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as {
      headSeq: number
    }
    return payload.headSeq
  } catch {
    return 0
  }
}

function isWithin(seq: number, first: number, last: number): boolean {
  return seq >= first && seq <= last
}

function dayOf(line: string): CivilDate | null {
  try {
    const { at } = JSON.parse(line) as { at?: { wall?: string } } // an own line, or one the city gave back for it
    return dateAt(Date.parse(at?.wall ?? ''))
  } catch {
    return null
  }
}

type Script = {
  readonly file: string
  readonly before: string
  readonly last: string
  readonly first: number
  readonly receipt: string | null
}

/** What an IT officer types; it ends with one sentence and 0, or stops at what does not hold. */
function scriptFor({ file, before, last, first, receipt }: Script): string {
  const name = `'${file.replaceAll("'", String.raw`'\''`)}'`
  return `# Kiểm chuỗi nhật ký của một ngày, không cần phần mềm này. Chạy bằng bash; cần sha256sum, basenc (coreutils), jq.
# One day's chain, checked without this program. Run with bash; needs sha256sum, basenc (coreutils) and jq.
set -euo pipefail
lines=${name}
# 1. Mã băm của từng dòng · the hash of each line
while IFS= read -r line; do
  printf '%s' "$line" | sha256sum | cut -c1-64 | tr a-f A-F | basenc --base16 -d | basenc --base64url | tr -d '='
done < "$lines" > "$lines.hashes"
# 2. Dòng nào cũng ghi mã băm của dòng trước · every line says the hash of the one before
{ echo '${before}'; head -n -1 "$lines.hashes"; } | diff - <(jq -r .prev "$lines")
# 3. Số thứ tự liền nhau, mỗi việc một mã riêng · numbers without a hole, every event with an id of its own
jq -s -e '[.[].seq] == [range(.[0].seq; .[0].seq + length)]' "$lines" > /dev/null
jq -s -e '([.[].id] | unique | length) == length' "$lines" > /dev/null
# 4. Dòng cuối ngày · the last line of the day
test "$(tail -n 1 "$lines.hashes")" = '${last}'
${receipt === null ? '' : receiptStep(receipt, first)}echo "Chuỗi đúng · the chain holds: $(wc -l < "$lines.hashes")"`
}

function receiptStep(receipt: string, first: number): string {
  return `# 5. Biên nhận của thành phố nêu đúng một dòng của chuỗi · the city's receipt names a line of this chain
receipt=$(echo '${receipt.split('.')[1] ?? ''}' | tr '_-' '/+' | jq -rR '@base64d')
head=$(jq -r .headSeq <<< "$receipt")
test "$(sed -n "$((head - ${first} + 1))p" "$lines.hashes")" = "$(jq -r .headHash <<< "$receipt")"
`
}
