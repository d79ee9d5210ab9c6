import { useSession } from '../../app/session.tsx'

/** Whether the signed-in person keeps the roster, or only looks at it. */
export function useKeeper(): boolean {
  const { roles } = useSession().session
  return roles.includes('area-police') || roles.includes('clerk')
}
