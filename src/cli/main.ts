import { Refusal, refusalText } from '../contract/refusals.ts'
import { type ExitCode, No, type Sentence } from './command.ts'
import { commands } from './commands.ts'
import { print, tell } from './say.ts'

/** Runs one command line. Every no is one plain sentence in both languages; a fault shows itself as it is. */
async function run(args: readonly string[]): Promise<ExitCode> {
  const named = commands.find(({ name }) => name.split(' ').every((word, at) => args[at] === word))
  if (!named) return overview(args)
  const own = args.slice(named.name.split(' ').length)
  const command = await named.load()
  if (own.includes('--help') || own.includes('-h')) {
    print(command.help)
    return 0
  }
  try {
    return await command.run(own)
  } catch (error) {
    const no = noOf(error, named.name)
    if (!no) throw error
    tell(no.sentence)
    return no.code
  }
}

function overview(args: readonly string[]): ExitCode {
  const asked = args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help'
  const lines = commands.map(
    ({ name, summary }) => `  ${name.padEnd(16)} ${summary.vi}\n${' '.repeat(19)}${summary.en}`,
  )
  const text = `npx quay <lệnh · command> --help\n\n${lines.join('\n')}`
  if (asked) print(text)
  else process.stderr.write(`Không có lệnh này · No such command: ${args.slice(0, 2).join(' ')}\n\n${text}\n`)
  return asked ? 0 : 2
}

function noOf(error: unknown, name: string): { sentence: Sentence; code: ExitCode } | null {
  if (error instanceof No) return error
  if (error instanceof Refusal) {
    const { code, data } = error
    return { sentence: { vi: refusalText(code, data, 'vi'), en: refusalText(code, data, 'en') }, code: 1 }
  }
  if (isWrongOption(error)) {
    const help = `npx quay ${name} --help`
    const [what = ''] = error.message.split('. ')
    return {
      sentence: {
        vi: `Tham số không đúng (${what}). Xem: ${help}`,
        en: `Wrong option (${what}). See: ${help}`,
      },
      code: 2,
    }
  }
  return null
}

/** What `parseArgs` throws for a command line that does not fit. */
function isWrongOption(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await run(process.argv.slice(2))
