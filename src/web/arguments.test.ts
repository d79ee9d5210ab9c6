import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

const linux = { XDG_DATA_HOME: '/home/ward/.data' }

test('training keeps to a folder of its own', () => {
  expect(readArguments([], linux).dataDir).not.toBe(readArguments(['--training'], linux).dataDir)
})

test('a folder on the command line goes before QUAY_DATA, and both before the usual one', () => {
  expect(readArguments(['--data', 'here'], { ...linux, QUAY_DATA: '/there' }).dataDir).toBe(resolve('here'))
  expect(readArguments([], { ...linux, QUAY_DATA: '/there' }).dataDir).toBe('/there')
})

test.each([['--port', 'abc'], ['--port', '70000'], ['--windows'], ['extra']])(
  '%s %s is refused',
  (...args) => {
    expect(() => readArguments(args, linux)).toThrow()
  },
)
