import { expect, test } from 'vitest'
import type { SignInRow } from '../sign-in-rows.ts'
import type { WithStore } from './conformance.ts'

/** What every kind of store must do to know who is signed in. */
export function keepsSignIns(withStore: WithStore): void {
  test('who is signed in is kept by the hash of the cookie, until it is ended or its time is over', () =>
    withStore(async (store) => {
      const row: SignInRow = { hash: 'A', operator: 'thuha', form: 'f', beganAt: 1_000, usedAt: 2_000 }
      await store.write(async (rows) => {
        await rows.saveSignIn(row)
        await rows.saveSignIn({ ...row, usedAt: 5_000 })
        for (const hash of ['B', 'C', 'D']) await rows.saveSignIn({ ...row, hash })
        await rows.saveSignIn({ ...row, hash: 'E', beganAt: 500, usedAt: 9_000 })
      })
      await store.write(async (rows) => {
        await rows.endSignIn('B')
        await rows.endSignIn('nobody')
        await rows.saveSignIn({ ...row, hash: 'C', usedAt: 1_999 })
        await rows.forgetSignIns({ beganAt: 1_000, usedAt: 2_000 })
      })
      await store.read(async (rows) => {
        expect(await rows.signIn('A')).toEqual({ ...row, usedAt: 5_000 })
        expect(await rows.signIn('D')).toEqual({ ...row, hash: 'D' })
        for (const hash of ['B', 'C', 'E']) expect(await rows.signIn(hash)).toBeNull()
      })
    }))
}
