import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What poppler's `pdfsig` says of a file, without asking whether anybody trusts the certificate. */
export function askPoppler(folder: string, pdf: Uint8Array): string {
  const file = join(folder, 'asked.pdf')
  writeFileSync(file, pdf)
  return spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout
}

/** The CMS of a signed PDF and the bytes its byte range covers, cut out with plain text search. */
export function cutOut(pdf: Uint8Array): { readonly cms: Buffer; readonly covered: Buffer } {
  const bytes = Buffer.from(pdf)
  const found = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(bytes.toString('latin1'))
  if (!found) throw new Error('no byte range in the file')
  const [start, length, from, rest] = found.slice(1).map(Number) as [number, number, number, number]
  const cms = Buffer.from(bytes.toString('latin1', length + 1, from - 1), 'hex')
  return {
    cms,
    covered: Buffer.concat([bytes.subarray(start, start + length), bytes.subarray(from, from + rest)]),
  }
}

/** Whether OpenSSL verifies CMS and covered bytes as CAdES under the root; throws with its words where it does not. */
export function askOpenssl(folder: string, root: string, pdf: Uint8Array): string {
  const { cms, covered } = cutOut(pdf)
  writeFileSync(join(folder, 'asked.cms'), cms)
  writeFileSync(join(folder, 'asked.bin'), covered)
  const what = ['-inform', 'DER', '-in', 'asked.cms', '-content', 'asked.bin', '-binary', '-out', 'asked.out']
  const asked = ['cms', '-verify', '-cades', '-CAfile', root, '-purpose', 'any', ...what]
  const { status, stderr } = spawnSync('openssl', asked, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stderr.trim()
}

/** What OpenSSL prints of the structure of a CMS. */
export function printed(folder: string, cms: Uint8Array): string {
  const file = join(folder, 'printed.cms')
  writeFileSync(file, cms)
  const asked = ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', file]
  return execFileSync('openssl', asked, { encoding: 'utf8' })
}
