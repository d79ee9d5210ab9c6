import { writeFileSync } from 'node:fs'
import { type CivilDate, dateAt } from '../../domain/calendar.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { readHead } from '../../office/journal/rows.ts'
import { No } from '../command.ts'
import type { Server } from './server.ts'

/** One day of the open stream, written into a file: what a person checks without this program. */
export type DayFile = {
  readonly file: string
  readonly first: number
  readonly last: number
  readonly instructions: string
}

type Line = { readonly seq: number; readonly hash: string; readonly line: string }

/**
 * Writes the lines of a civil day as they are, one each ended by LF: the city's copy, or without a city this folder's.
 * Answers with a script of `sha256sum`, `basenc` (GNU coreutils) and `jq` that checks them. From the first to the last
 * line that says that day, so that a clock that was set in between leaves no hole. Throws `No` for a day without lines.
 */
export async function writeDay(
  store: Store,
  server: Server | null,
  day: CivilDate,
  file: string,
): Promise<DayFile> {
  const { stream } = readHead(store)
  const lines = server ? await cityLines(server, stream) : folderLines(store, stream)
  const isOfDay = ({ line }: Line) => dayOf(line) === day
  const from = lines.findIndex(isOfDay)
  const chosen = lines.slice(from, lines.findLastIndex(isOfDay) + 1)
  const [first, last] = [chosen[0], chosen.at(-1)]
  if (from < 0 || !first || !last)
    throw new No({ vi: `Ngày ${day} không có dòng nào.`, en: `There is no line of ${day}.` })
  writeFileSync(file, chosen.map(({ line }) => `${line}\n`).join(''))
  const before = lines[from - 1]?.hash ?? openingHash(store, stream)
  return { file, first: first.seq, last: last.seq, instructions: scriptFor(file, before, last.hash) }
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

function openingHash(store: Store, stream: string): string {
  const row = store.first(sql.selectFrom('stream').select('opening_hash').where('id', '=', stream))
  return row?.opening_hash ?? ''
}

function dayOf(line: string): CivilDate | null {
  try {
    const { at } = JSON.parse(line) as { at?: { wall?: string } } // an own line, or one the city gave back for it
    return dateAt(Date.parse(at?.wall ?? ''))
  } catch {
    return null
  }
}

/** What an IT officer types; it ends with one sentence and 0, or stops at what does not hold. */
function scriptFor(file: string, before: string, last: string): string {
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
echo "Chuỗi đúng · the chain holds: $(wc -l < "$lines.hashes")"`
}
