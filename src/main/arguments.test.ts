import { expect, test } from 'vitest'
import { readArguments as readForWeb } from '../web/arguments.ts'
import { readArguments } from './arguments.ts'

const environments: NodeJS.ProcessEnv[] = [
  {},
  { XDG_DATA_HOME: '/home/ward/.data' },
  { QUAY_DATA: '/srv/quay' },
]

test.each(environments)('both shells keep their data in the same place (%o)', (environment) => {
  for (const args of [[], ['--training'], ['--data', '/tmp/x'], ['--data=/tmp/y', '--training']])
    expect(readArguments(args, environment).dataDir).toBe(readForWeb(args, environment).dataDir)
})

test('switches meant for Chromium are left alone', () => {
  expect(readArguments(['--no-sandbox', '.', '--training'], {})).toMatchObject({ training: true })
})
