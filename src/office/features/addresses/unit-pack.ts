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
export type ShippedUnits = { readonly suggest: SuggestAddress; readonly asOf: string }

let loaded: ShippedUnits | null = null

/** Reads the shipped data when they are first asked for; an office that never asks never reads them. */
export function shippedUnits(): ShippedUnits {
  loaded ??= load()
  return loaded
}

function load(): ShippedUnits {
  const file = readFileSync(join(resourceFolder('administrative-units'), 'units.json'), 'utf8')
  const pack = unitPackSchema.parse(JSON.parse(file))
  return { suggest: suggestAddress(pack), asOf: pack.asOf }
}
