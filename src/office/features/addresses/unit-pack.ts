import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { suggestAddress, type SuggestAddress } from '../../../domain/address/suggest.ts'
import { resourceFolder } from '../../resources.ts'

/** The data pack of administrative units as a file holds it. */
export const unitPackSchema = z.object({
  asOf: z.iso.date(),
  doubtful: z.array(z.string()),
  provinces: z.array(z.tuple([z.string(), z.string(), z.array(z.string())])),
  old: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))])),
})

/** Suggestions from the shipped data, and the day of those data. */
export type ShippedUnits = {
  readonly suggest: SuggestAddress
  readonly asOf: string
  /** The name of a ward or commune by its code of five digits; null when it is not known. */
  readonly nameOf: (code: string) => string | null
}

let loaded: ShippedUnits | null = null

/** Reads the shipped data when they are first asked for; an office that never asks never reads them. */
export function shippedUnits(): ShippedUnits {
  loaded ??= load()
  return loaded
}

function load(): ShippedUnits {
  const file = readFileSync(join(resourceFolder('administrative-units'), 'units.json'), 'utf8')
  const pack = unitPackSchema.parse(JSON.parse(file))
  const names = new Map(pack.provinces.flatMap(([, , wards]) => wards.map(codeAndName)))
  return { suggest: suggestAddress(pack), asOf: pack.asOf, nameOf: (code) => names.get(code) ?? null }
}

/** A unit as the data write it: `00004|Phường Ba Đình`. */
function codeAndName(text: string): [string, string] {
  const [code = '', name = ''] = text.split('|')
  return [code, name]
}
