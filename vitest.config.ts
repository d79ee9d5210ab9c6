import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const lightSecrets = `--import=${new URL('scripts/lib/light-secrets.mjs', import.meta.url).href}`
/** These take longest: begun last, one of them would keep a single core busy while the other waits. */
const longest = [
  'scripts/proofs/proofs.test.ts',
  'src/city/store/postgres/endpoints.test.ts',
  'src/cli/bundle/bundle.test.ts',
  'src/city/bundles/kill.test.ts',
  'src/training/seals.test.ts',
  'src/cli/verify/verify.test.ts',
  'src/city/bundles/fuzz.test.ts',
  'src/training/keys.test.ts',
  'src/city/main.test.ts',
  'src/cli/psp/psp-verify.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files)
    const first = longest.flatMap((name) => rest.filter(({ moduleId }) => moduleId.endsWith(`/${name}`)))
    return [...new Set([...first, ...rest])]
  }
}

/** What is waited for comes late on a busy machine: only a test that never sees it fails. */
const patience = 15_000
const tests = {
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: patience } },
} as const
/** They touch nothing but their arguments, so that one process can hold them all. */
const pure = ['contract', 'domain', 'renderer'].map((room) => `src/${room}/**/*.test.ts`)

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...tests,
          name: 'rooms',
          include: ['src/**/*.test.ts', 'e2e/unit/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: pure,
          execArgv: [lightSecrets],
          env: { NODE_OPTIONS: lightSecrets },
        },
      },
      { test: { ...tests, name: 'pure', include: pure, isolate: false } },
    ],
  },
})
