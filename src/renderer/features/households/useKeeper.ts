import { useSession } from '../../app/session.tsx'

/** Whether the signed-in person keeps the roster, or only looks at it. */
export function useKeeper(): boolean {
  const { roles } = useSession().session
  return roles.includes('area-police') || roles.includes('clerk')
}

/** Whether the person may also withdraw papers; others leave the cards of a household that goes to whoever may. */
export function useMayWithdraw(): boolean {
  const { roles } = useSession().session
  return roles.includes('ward-official') || roles.includes('ward-police')
}
