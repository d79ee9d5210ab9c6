import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { isOperatorRole, operatorRoles } from '../contract/sync/operator.ts'
import { civilDate, dayNumber } from '../domain/calendar.ts'
import { importBundles } from './bundles/command.ts'
import { isWithdrawalReason } from './issuers.ts'
import { OperatorRefused } from './operators/refusal.ts'
import type { SpareRootFile } from './spare-root.ts'
import type { City } from './types.ts'

type Command = {
  /** What stands after the name. */
  readonly usage: string
  readonly does: string
  /** Resolves to what is printed as JSON, one line; undefined: nothing. Throws with a sentence for the operator. */
  run(city: City, args: readonly string[]): Promise<unknown>
}

/** What an operator may say on the city's own machine, also while the server runs. */
const commands: Readonly<Record<string, Command>> = {
  ward: {
    usage: '39901 "Phường Ví Dụ"',
    does: 'make a ward known',
    run: (city, [code, name]) => {
      if (!/^\d{5}$/.test(code ?? '') || !name) throw new Error('say a ward code of five digits and a name')
      return city.admin.addWard({ code: code ?? '', name })
    },
  },
  code: {
    usage: '39901',
    does: 'a one-time code for one PC, 15 minutes',
    run: async (city, [ward]) => ({ code: await city.admin.enrolmentCode(needed(ward, 'a ward code')) }),
  },
  'checkpoint-code': {
    usage: '',
    does: 'lets in the devices of checkpoints, 24 hours',
    run: async (city) => ({ code: await city.admin.checkpointCode() }),
  },
  config: { usage: '', does: 'what the offices pin of this city', run: async (city) => city.admin.config() },
  revoke: {
    usage: 'DEVICE',
    does: 'take nothing more from a PC',
    run: (city, [device]) => city.admin.revokeDevice(needed(device, 'a device')),
  },
  readmit: {
    usage: 'DEVICE',
    does: 'let a suspended PC send again, once the other PC with its key is gone for certain',
    run: (city, [device]) => city.admin.readmitDevice(needed(device, 'a device')),
  },
  keys: {
    usage: '',
    does: "the wards' issuing keys with their eight digits",
    run: async (city) => ({ keys: await city.admin.issuingKeys() }),
  },
  'confirm-key': {
    usage: 'KID DIGITS',
    does: 'trust a key; DIGITS as the ward reads them out by telephone',
    run: confirmKey,
  },
  'withdraw-key': {
    usage: 'KID retired|compromised DAY',
    does: 'withdraw a key since DAY (yyyy-mm-dd)',
    run: withdrawKey,
  },
  'export-spare-root': {
    usage: 'FILE',
    does: 'take the spare root off this server: sealed into FILE, passphrase printed once',
    run: exportSpareRoot,
  },
  'rotate-root': {
    usage: '[FILE]',
    does: 'withdraw the first root for good; the spare one signs (FILE: as exported; asks for the passphrase)',
    run: async (city, [file]) => ({ trustList: await city.admin.rotateRoot(await spareRootOf(file)) }),
  },
  lists: { usage: '', does: 'numbers and sizes of the published lists', run: showLists },
  'export-lists': {
    usage: 'FOLDER',
    does: 'write trust.cose and revoked.cose, for a USB stick',
    run: exportLists,
  },
  'publish-lists': {
    usage: '',
    does: 'sign both lists anew now',
    run: async (city) => ({
      trust: await city.admin.publishTrustList(),
      revocations: await city.admin.publishRevocations(),
    }),
  },
  'publish-pack': {
    usage: 'FILE [WARD …]',
    does: 'sign a rule pack and tell these wards, or all of them',
    run: async (city, [file, ...wards]) => {
      const text = await readFile(needed(file, 'a file'))
      const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text)
      return city.admin.publishPack(utf8, wards.length === 0 ? null : wards)
    },
  },
  'sign-extract': {
    usage: 'FILE TO',
    does: "sign a ward's population extract; writes TO (gzip), readable by its owner only",
    run: signExtractFile,
  },
  backup: {
    usage: 'FOLDER',
    does: 'write a backup into a new folder, also while the server runs; it holds every secret of the city',
    run: (city, [to]) => city.admin.backUp(needed(to, 'a new folder')),
  },
  'import-bundle': {
    usage: 'FILE … --out ANSWER',
    does: "take a PC's bundle from a USB stick in; writes the answer to carry back",
    run: importBundles,
  },
  operator: {
    usage: `NAME ${operatorRoles.join('|')} "Full Name"`,
    does: 'make or renew an account; prints its secret once',
    run: async (city, [name, role, fullName]) => {
      if (!isOperatorRole(role)) throw new Error(`the role is one of ${operatorRoles.join(', ')}`)
      const account = { name: needed(name, 'a name'), role, fullName: needed(fullName, 'a full name') }
      return { operator: account.name, secret: await city.admin.saveOperator(account) }
    },
  },
  'operator-end': {
    usage: 'NAME',
    does: 'end an account',
    run: (city, [name]) => city.admin.disableOperator(needed(name, 'a name')),
  },
}

/** The lines of the help that name the commands. */
export const commandHelp = Object.entries(commands)
  .map(([name, { usage, does }]) => `  ${`${name} ${usage}`.trim().padEnd(48)} ${does}`)
  .join('\n')

const spareRootRemark = `Write the passphrase on paper and lock it up apart from the file; it is told this once.
Start the city server anew: until then its memory holds the spare root. Backups of the folder made before hold it, too.`

/** Where a command says its answer, and what a person should know besides. */
export type Says = { readonly answer: (line: string) => void; readonly remark: (line: string) => void }

/** Runs one command, which says its answer in one line of JSON; resolves to the exit code. */
export async function runCommand(
  city: City,
  says: Says,
  name: string,
  args: readonly string[],
): Promise<number> {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new Error(`no such command: ${name}; see --help`)
    const answer = await command.run(city, args)
    if (answer !== undefined) says.answer(JSON.stringify(answer))
    if (name === 'export-spare-root') says.remark(spareRootRemark)
    if (name === 'config' && city.admin.config().address === null)
      says.remark('No address is known yet; say it once with --address URL.')
    return 0
  } catch (error) {
    says.remark(sentenceOf(error))
    return 1
  }
}

async function confirmKey(city: City, [kid, digits]: readonly string[]): Promise<unknown> {
  const outcome = await city.admin.confirmKey(needed(kid, 'a key'), needed(digits, 'the eight digits'))
  if (outcome === 'unknown-key') throw new Error(`there is no ward key ${kid}`)
  if (outcome === 'key-withdrawn')
    throw new Error('that key was rejected or withdrawn: the ward makes another')
  if (outcome === 'wrong-fingerprint')
    throw new Error('these are not the digits of that key: do not trust it, call the ward again')
  return { kid, confirmed: true }
}

async function withdrawKey(city: City, [kid, reason, day]: readonly string[]): Promise<unknown> {
  if (!isWithdrawalReason(reason)) throw new Error('say retired or compromised')
  const date = civilDate(day ?? '')
  if (date === null) throw new Error('say since which day, as 2026-11-21')
  if (!(await city.admin.withdrawKey(needed(kid, 'a key'), reason, dayNumber(date))))
    throw new Error(`there is no ward key ${kid}`)
  return { kid, withdrawn: reason, since: date }
}

async function showLists(city: City): Promise<unknown> {
  const { trust, revocations } = await city.admin.lists()
  const shown = ({ seq, bytes }: typeof trust) => {
    return { seq, signedAt: new Date(seq * 1000).toISOString(), bytes: bytes.length }
  }
  return { trust: shown(trust), revocations: shown(revocations) }
}

async function exportLists(city: City, [folder]: readonly string[]): Promise<unknown> {
  const to = needed(folder, 'a folder')
  await mkdir(to, { recursive: true })
  const { trust, revocations } = await city.admin.lists()
  await writeWhole(join(to, 'trust.cose'), trust.bytes)
  await writeWhole(join(to, 'revoked.cose'), revocations.bytes)
  return { folder: to, trust: trust.seq, revocations: revocations.seq }
}

async function exportSpareRoot(city: City, [to]: readonly string[]): Promise<unknown> {
  const file = needed(to, 'the file to write')
  if (existsSync(file)) throw new Error(`${file} is there already; it is left as it is`)
  const passphrase = await city.admin.exportSpareRoot(async (bytes) => {
    await writeWhole(file, bytes, 0o600)
    return readFile(file)
  })
  return { file, passphrase }
}

async function spareRootOf(file: string | undefined): Promise<SpareRootFile | undefined> {
  if (file === undefined) return undefined
  const bytes = await readFile(file)
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  const passphrase = await asking.question('Passphrase of the spare root: ')
  asking.close()
  return { bytes, passphrase }
}

async function signExtractFile(city: City, [from, to]: readonly string[]): Promise<unknown> {
  const text = await readFile(needed(from, 'a file'))
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text)
  const file = needed(to, 'the file to write')
  const { bytes, ...said } = await city.admin.signExtract(utf8)
  await writeWhole(file, bytes, 0o600)
  return { file, ...said }
}

/** The file appears whole or not at all: a stick may be pulled out at any moment. */
async function writeWhole(file: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const part = `${file}.part`
  const handle = await open(part, 'w', mode)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, file)
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Error(`say ${what}; see --help`)
  return value
}

/** What a person is told of an error. */
export function sentenceOf(error: unknown): string {
  if (error instanceof OperatorRefused) return `${error.problem.title}. ${error.problem.detail}`
  return error instanceof Error ? error.message : String(error)
}
