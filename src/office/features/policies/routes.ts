import * as contract from '../../../contract/desk/policies.ts'
import { differenceOf } from '../../../contract/policy/difference.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { finishing } from '../../journal/finishing.ts'
import { activatePack, approvePack, type PackAct, rollBack } from './activate.ts'
import { editPack } from './edit.ts'
import { judgePack, openPackFile } from './judge.ts'
import {
  allPolicies,
  policyDetails,
  policyNamed,
  shownActivations,
  shownMissing,
  shownSamples,
} from './list.ts'
import { receivePack } from './receive.ts'
import { stillRefused } from './refused.ts'
import { samplePacks } from './samples.ts'
import { simulatePack } from './simulation.ts'

/** Rule packs: what is here, what each changes, and which is in force from when. */
export function mountPolicies(mount: Mount): void {
  mount.staff(contract.listPolicies, ({ desk }) => ({
    policies: allPolicies(desk),
    activations: shownActivations(desk),
    refused: stillRefused(desk),
    missing: shownMissing(desk),
    samples: shownSamples(desk),
  }))
  mount.staff(contract.readPolicy, ({ desk, params }) => policyDetails(desk, nameOf(params)))
  mount.staff(contract.comparePolicies, ({ desk, query }) => ({
    changes: [...differenceOf(packNamed(desk, query.before), packNamed(desk, query.after))],
  }))
  mount.staff(contract.judgePolicy, ({ desk, body }) => judge(desk, bytesOf(body)))
  mount.staff(contract.receivePolicy, ({ desk, session, role, body }) =>
    policyNamed(desk, receivePack(desk, actorOf(session, role), bytesOf(body), 'file')),
  )
  mount.staff(contract.receiveSample, ({ desk, session, role, body }) => {
    const sample = samplePacks().find(({ pack }) => pack.id === body.id)
    if (!sample) throw new Refusal('not-found')
    const received = receivePack(desk, actorOf(session, role), Buffer.from(sample.text), 'shipped')
    return policyNamed(desk, received)
  })
  mount.staff(contract.simulatePolicy, ({ desk, params, query }) =>
    simulatePack(desk, nameOf(params), Number(query.days)),
  )
  mountActs(mount)
}

function mountActs(mount: Mount): void {
  mount.staff(contract.editPolicy, ({ desk, session, role, params, body }) => {
    const asked = { ...nameOf(params), actId: body.actId }
    return policyNamed(desk, editPack(desk, actorOf(session, role), asked, body.settings))
  })
  mount.staff(contract.approvePolicy, ({ desk, session, role, params, body }) =>
    acting(desk, { ...nameOf(params), actId: body.actId }, (asked) =>
      approvePack(desk, actorOf(session, role), asked),
    ),
  )
  mount.staff(contract.activatePolicy, ({ desk, session, role, params, body }) =>
    acting(desk, { ...nameOf(params), actId: body.actId }, (asked) =>
      activatePack(desk, actorOf(session, role), asked, body.at),
    ),
  )
  mount.staff(contract.rollBackPolicy, ({ desk, session, role, params, body }) =>
    acting(desk, { ...nameOf(params), actId: body.actId }, (asked) =>
      rollBack(desk, actorOf(session, role), asked),
    ),
  )
}

/** A line that is written stands, also while its second copy is missing: what is in force must follow it. */
async function acting(desk: Desk, asked: PackAct, act: (asked: PackAct) => void): Promise<contract.Policy> {
  await finishing(
    () => act(asked),
    () => {
      desk.policies.reload()
      desk.rules.look()
      desk.notify('policies', 'office')
    },
  )
  return policyNamed(desk, asked)
}

function judge(desk: Desk, file: Uint8Array) {
  const { text } = openPackFile(desk, file, 'file')
  const verdict = judgePack(desk, text, 'file')
  switch (verdict.outcome) {
    case 'ok': {
      const { id: pack, version, title } = verdict.pack
      return {
        outcome: 'ok' as const,
        head: { pack, version, title },
        notes: [...verdict.notes],
        faults: [],
        total: 0,
      }
    }
    case 'too-new':
      return { outcome: 'too-new' as const, head: null, notes: [], faults: [], total: 0 }
    case 'refused': {
      const { faults, total } = verdict
      return { outcome: 'refused' as const, head: null, notes: [], faults: [...faults], total }
    }
  }
}

function bytesOf(body: { readonly base64: string } | { readonly text: string }): Uint8Array {
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : Buffer.from(body.text)
}

function nameOf({ pack, version }: { pack: string; version: string }) {
  return { pack, version: Number(version) }
}

function packNamed(desk: Desk, name: string): RulePack {
  const [id = '', version = ''] = name.split('/')
  const pack = desk.policies.packOf(id, Number(version))
  if (!pack) throw new Refusal('not-found')
  return pack
}
