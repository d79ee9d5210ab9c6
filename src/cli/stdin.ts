import { text } from 'node:stream/consumers'

/** The first line of standard input, without its end: a password or code that must not stand on a command line. */
export async function readSecretLine(): Promise<string> {
  const all = await text(process.stdin)
  return (all.split('\n', 1)[0] ?? '').replace(/\r$/, '')
}
