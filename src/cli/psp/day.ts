import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { ReceiptKey } from '../../contract/sync/base.ts'
import { type CivilDate, dateAt } from '../../domain/calendar.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { readHead } from '../../office/journal/rows.ts'
import { publicKeyFromRaw, spkiOf } from '../../office/sync/ed25519.ts'
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
 * A stream to take a day from: the hash of its opening record, all its lines in order, its receipts, oldest first, and the
 * pinned keys that sign them.
 */
export type DaySource = {
  readonly openingHash: string
  readonly lines: readonly Line[]
  readonly receipts: readonly string[]
  readonly receiptKeys: readonly ReceiptKey[]
}

/**
 * Writes the lines of a civil day as they are, one each ended by LF. Answers with a script of `sha256sum`, `basenc` (GNU
 * coreutils), `jq` and `openssl` that checks them. From the first to the last line that says that day, so that a clock that was set
 * in between leaves no hole. Null for a day without lines.
 */
export function writeDay(source: DaySource, day: CivilDate, file: string): DayFile | null {
  const { lines, openingHash, receipts, receiptKeys } = source
  const isOfDay = ({ line }: Line) => dayOf(line) === day
  const from = lines.findIndex(isOfDay)
  const chosen = from < 0 ? [] : lines.slice(from, lines.findLastIndex(isOfDay) + 1)
  const [first, last] = [chosen[0], chosen.at(-1)]
  if (!first || !last) return null
  writeFileSync(file, chosen.map(({ line }) => `${line}\n`).join(''))
  const before = lines[from - 1]?.hash ?? openingHash
  const jws = receipts.findLast((one) => isWithin(headOf(one), first.seq, last.seq))
  const key = receiptKeys.find(({ kid }) => kid === kidOf(jws ?? ''))
  const receipt = jws !== undefined && key ? { jws, key } : null
  const instructions = scriptFor({ file, before, last: last.hash, first: first.seq, receipt })
  return { file, first: first.seq, last: last.seq, instructions }
}

/** The open stream of a folder's journal: the city's copy of it, or without a city the folder's own. */
export async function officeSource(
  store: Store,
  server: Server | null,
  receiptKeys: readonly ReceiptKey[],
): Promise<DaySource> {
  const { stream } = readHead(store)
  const opening = sql.selectFrom('stream').select('opening_hash').where('id', '=', stream)
  const receipt = store.first(sql.selectFrom('sync').select('receipt'))?.receipt ?? null
  return {
    openingHash: store.first(opening)?.opening_hash ?? '',
    lines: server ? await cityLines(server, stream) : folderLines(store, stream),
    receipts: receipt === null ? [] : [receipt],
    receiptKeys,
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
  return Number(partOf(jws, 1)?.['headSeq'] ?? 0)
}

function kidOf(jws: string): unknown {
  return partOf(jws, 0)?.['kid']
}

function partOf(jws: string, index: number): Record<string, unknown> | null {
  try {
    // Looked at before it is used.
    return JSON.parse(Buffer.from(jws.split('.')[index] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >
  } catch {
    return null
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
  readonly receipt: SignedReceipt | null
}

type SignedReceipt = { readonly jws: string; readonly key: ReceiptKey }

/** What an IT officer types; it ends with one sentence and 0, or stops at what does not hold. */
function scriptFor({ file, before, last, first, receipt }: Script): string {
  const name = `'${file.replaceAll("'", String.raw`'\''`)}'`
  return `# Kiểm chuỗi nhật ký của một ngày, không cần phần mềm này. Chạy bằng bash; cần sha256sum, basenc (coreutils), jq, openssl 3.
# One day's chain, checked without this program. Run with bash; needs sha256sum, basenc (coreutils), jq and openssl 3.
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

/** The receipt as it is, its signature by the pinned key, and the line it names. */
function receiptStep({ jws, key }: SignedReceipt, first: number): string {
  const publicKey = publicKeyFromRaw(key.publicKey)
  const pem = String(publicKey.export({ format: 'pem', type: 'spki' })).trim()
  const fingerprint = createHash('sha256').update(spkiOf(publicKey)).digest('hex')
  return `# 5. Biên nhận của thành phố: chữ ký đúng với khóa đã ghim · the city's receipt: its signature is of the pinned key
#    Khóa · key ${key.kid}. Hỏi thành phố vân tay khóa (SHA-256) · ask the city for its fingerprint (SHA-256):
#    ${fingerprint}
receipt='${jws}'
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
printf '%s\n' '${pem}' > "$parts/key.pem"
test "$(openssl pkey -pubin -in "$parts/key.pem" -outform DER | sha256sum | cut -c1-64)" = '${fingerprint}'
printf '%s' "\${receipt%.*}" > "$parts/signed"
printf '%s==' "\${receipt##*.}" | basenc --base64url -d > "$parts/signature"
openssl pkeyutl -verify -pubin -inkey "$parts/key.pem" -rawin -in "$parts/signed" -sigfile "$parts/signature" > /dev/null
# 6. Biên nhận nêu đúng một dòng của chuỗi · the receipt names a line of this chain
said=$(cut -d. -f2 <<< "$receipt" | tr '_-' '/+' | jq -rR '@base64d')
head=$(jq -r .headSeq <<< "$said")
test "$(sed -n "$((head - ${first} + 1))p" "$lines.hashes")" = "$(jq -r .headHash <<< "$said")"
`
}
