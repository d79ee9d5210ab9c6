import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../quay.mjs', import.meta.url))

export type Ran = {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly json: readonly unknown[]
}

/** Runs the real command line as a person would; `input` is its standard input, `data` this computer's office (none). */
export async function quay(
  args: readonly string[],
  input = '',
  data = '/nowhere',
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const env = { ...process.env, QUAY_DATA: data, ...more }
  const child = spawn(process.execPath, [entry, ...args], { stdio: 'pipe', env })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  child.stdin.end(input)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  const json = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): unknown => JSON.parse(line))
  return { code: await ended, out, err, json }
}
