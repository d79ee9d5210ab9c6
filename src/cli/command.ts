/** One sentence for the person, in Vietnamese and English. */
export type Sentence = { readonly vi: string; readonly en: string }

/** What a command ends with: 0 yes, 1 no, 2 used wrongly (or some input was no input), 3 a training paper. */
export type ExitCode = 0 | 1 | 2 | 3

export type Command = {
  /** Usage, options and exit codes, as `--help` prints them. */
  readonly help: string
  /** Throws `No` for an answer that is no, the TypeError of `parseArgs` for wrong options. */
  run(args: readonly string[]): Promise<ExitCode>
}

/** The answer is no: one plain sentence that the person reads, and the exit code. */
export class No extends Error {
  override readonly name = 'No'
  readonly sentence: Sentence
  readonly code: ExitCode
  constructor(sentence: Sentence, code: ExitCode = 1) {
    super(sentence.en)
    this.sentence = sentence
    this.code = code
  }
}

/** The command was called in a way that has no meaning. */
export function misused(vi: string, en: string): No {
  return new No({ vi, en }, 2)
}
