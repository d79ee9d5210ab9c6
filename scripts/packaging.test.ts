import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../', import.meta.url))
// The packager's own schema and its own YAML reader, as it would find them.
const packager = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const builder = createRequire(packager.resolve('app-builder-lib/package.json'))
const yaml = z.object({ load: z.custom<(text: string) => unknown>((value) => typeof value === 'function') })
const icon = z.object({ icon: z.string() })
const configuration = yaml
  .parse(builder('js-yaml'))
  .load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))

test('the packager’s configuration is one the packager understands', () => {
  const schema: unknown = JSON.parse(readFileSync(packager.resolve('app-builder-lib/scheme.json'), 'utf8'))
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    z.record(z.string(), z.unknown()).parse(schema),
  )
  expect(validate(configuration), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...z.record(z.string(), z.unknown()).parse(configuration), oneClik: true })).toBe(false)
})

test('the packaged program can be turned neither into plain Node nor towards code outside its archive', () => {
  const { electronFuses } = z
    .object({ electronFuses: z.record(z.string(), z.boolean()) })
    .parse(configuration)
  expect(electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  })
})

test('every icon the configuration names is there', () => {
  const named = z.object({ win: icon, linux: icon, mac: icon }).parse(configuration)
  for (const { icon: path } of Object.values(named)) expect(existsSync(join(root, path)), path).toBe(true)
})

test('every optional part of a library in the lock file has an entry of its own, or npm ci breaks elsewhere', () => {
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const entries = Object.keys(lock.packages)
  const missing = Object.values(lock.packages)
    .flatMap((each) => Object.keys(each.optionalDependencies ?? {}))
    .filter((name) => !entries.some((entry) => entry.endsWith(`node_modules/${name}`)))
  expect(missing).toEqual([])
})
