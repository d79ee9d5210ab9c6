import type { Call } from '../../../../contract/client.ts'
import type { Case } from '../../../../contract/desk/cases.ts'
import * as api from '../../../../contract/desk/index.ts'
import type { RulePack } from '../../../../contract/policy/pack.ts'
import { dateAt } from '../../../../domain/calendar.ts'
import { act, application } from '../../../testing/applications.ts'
import { samplePacks } from '../../policies/samples.ts'

type Wishes = Parameters<typeof application>[1]
type Colleagues = { readonly clerk: Call; readonly police: Call; readonly official: Call }

/** The pack of the population record, as the only one an office has. */
export function c06Pack(): RulePack[] {
  return samplePacks().flatMap(({ pack }) => (pack.id === 'c06-2021' ? [pack] : []))
}

/** Makes records of the three populations of use, each step by the colleague whose it is. */
export function c06Records(colleagues: () => Colleagues, now: () => number) {
  /** Registers under a procedure that gives nobody a way to go. */
  const record = (
    procedure: string,
    category: number,
    more: Record<string, string | number | boolean>,
    wishes: Wishes = {},
  ) => {
    const asked = application(now(), { ...wishes, procedure, category })
    const none = { route: null, vehiclePlate: null, organisation: null, companions: null }
    const details = { ...none, purpose: 'Khai tại quầy', ...wishes.details, more }
    return colleagues().clerk(api.registerCase, { body: { ...asked, schedule: null, details } })
  }
  const noted = (seen: Pick<Case, 'version'>) => ({ ...act(seen), note: null })
  return {
    declare: (checkpoint: string, wishes: Wishes = {}) =>
      record(
        'declaration',
        1,
        { checkpoint, direction: 'Vào địa bàn', symptoms: false },
        { ...wishes, details: { route: 'Xã Mẫu – Phường Ví Dụ', ...wishes.details } },
      ),
    /** `amount` null: only registered. */
    async support(policy: string, amount: number | null): Promise<Case> {
      const { clerk, police, official } = colleagues()
      const registered = await record('support', 3, { policy, proposed: 1_500_000 })
      if (amount === null) return registered
      const verified = await police(api.verifyCase, { params: registered, body: noted(registered) })
      const approved = await official(api.approveCase, { params: verified, body: noted(verified) })
      return clerk(api.payCase, {
        params: approved,
        body: { ...act(approved), amount, paidOn: dateAt(now()), voucher: 'PC-07', note: null },
      })
    },
    async status(
      value: string,
      until: string | null,
      applicant: Partial<Case['applicant']> = {},
    ): Promise<Case> {
      const registered = await record(
        'status',
        4,
        { status: value, ...(until === null ? {} : { until }) },
        { applicant, confirmed: ['somebody-else'] },
      )
      return colleagues().police(api.verifyCase, { params: registered, body: noted(registered) })
    },
  }
}
