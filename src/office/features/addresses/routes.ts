import * as contract from '../../../contract/desk/scans.ts'
import type { Mount } from '../../http.ts'
import { shippedUnits } from './unit-pack.ts'

/** Wards of today for addresses as written on papers. */
export function mountAddresses(mount: Mount): void {
  mount.staff(contract.suggestAddress, ({ body }) => {
    const { suggest, asOf } = shippedUnits()
    const { alternatives, ...suggestion } = suggest(body.text)
    return { ...suggestion, alternatives: [...alternatives], asOf }
  })
}
