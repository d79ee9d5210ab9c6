import { open, readFile, rename } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  type BundleHeader,
  bundleSuffix,
  type BundleTaken,
  bundleTakenSchema,
} from '../../contract/sync/bundle.ts'
import { syncBase } from '../../contract/sync/base.ts'
import { problemSchema } from '../../contract/sync/problem.ts'
import { readBundle } from '../../office/sync/bundle/seal.ts'
import type { City } from '../types.ts'

type StickFile = { readonly name: string; readonly bytes: Uint8Array; readonly header: BundleHeader | null }

/**
 * `import-bundle FILE … --out ANSWER`: takes the parts of one PC's export in, in the order of their lines however they
 * were named, and writes the answer to carry back (`ANSWER`, `ANSWER.2` … when it takes more files). What was imported
 * before is recognised, so the command may be repeated. Throws with a sentence for the operator.
 */
export async function importBundles(city: City, args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' } },
  })
  const { out } = values
  if (positionals.length === 0 || out === undefined || out === '')
    throw new Error('say the files of one PC, and --out with the file to write the answer to; see --help')
  const files = await Promise.all(positionals.map(readStickFile))
  if (new Set(files.flatMap(({ header }) => (header ? [header.device] : []))).size > 1)
    throw new Error(
      'these files are of several PCs: import those of one PC at a time, each with an answer of its own',
    )
  const inOrder = files.toSorted((one, other) => (one.header?.first ?? 0) - (other.header?.first ?? 0))
  let taken = 0
  let waiting = 0
  let last: BundleTaken | null = null
  for (const [index, file] of inOrder.entries()) {
    last = await send(city, file, index === inOrder.length - 1)
    taken += last.taken
    waiting += last.waiting
  }
  const answers = await writeAnswers(out, last?.answers ?? [])
  const { ward, device, headSeq } = last ?? { ward: '', device: '', headSeq: 0 }
  return { ward, device, files: files.length, taken, waiting, headSeq, answers }
}

async function readStickFile(name: string): Promise<StickFile> {
  const bytes = await readFile(name)
  const bundle = readBundle(bytes)
  return { name, bytes, header: typeof bundle === 'string' ? null : bundle.header }
}

/** Through the same door as a file that is uploaded. */
async function send(city: City, { name, bytes }: StickFile, wantsAnswers: boolean): Promise<BundleTaken> {
  const query = wantsAnswers ? '' : '?answers=no'
  const request = new Request(`http://city.invalid${syncBase}/bundles${query}`, {
    method: 'POST',
    body: Uint8Array.from(bytes),
  })
  const response = await city.fetch(request)
  const answer: unknown = await response.json()
  if (response.ok) return bundleTakenSchema.parse(answer)
  const problem = problemSchema.parse(answer)
  const missing =
    problem.expectedSeq === undefined
      ? ''
      : ` The city has the lines before ${problem.expectedSeq}: import the part that begins there, or export again with --from ${problem.expectedSeq}.`
  throw new Error(`${name} (${problem.code}): ${problem.title}. ${problem.detail}${missing}`)
}

async function writeAnswers(out: string, answers: readonly string[]): Promise<string[]> {
  const names: string[] = []
  for (const [index, answer] of answers.entries()) {
    const stem = out.endsWith(bundleSuffix.answer) ? out.slice(0, -bundleSuffix.answer.length) : out
    const ending = out.endsWith(bundleSuffix.answer) ? bundleSuffix.answer : ''
    const name = index === 0 ? out : `${stem}.${index + 1}${ending}`
    await writeWhole(name, Buffer.from(answer, 'base64'))
    names.push(name)
  }
  return names
}

/** The file appears whole or not at all: a stick may be pulled out at any moment. */
async function writeWhole(name: string, bytes: Uint8Array): Promise<void> {
  const part = `${name}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, name)
}
