import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ScanClaims } from './scanClaims.ts'

/** Tells the claims of the window's scans which page is being loaded, and when it is there. */
export function usePagesOnTheirWay({ pageLoading, pageShown }: ScanClaims): void {
  const router = useRouter()
  useEffect(() => {
    let isOnItsWay = router.state.status === 'pending'
    if (isOnItsWay) pageLoading(router.state.location.pathname)
    const ends = [
      router.subscribe('onBeforeLoad', ({ pathChanged, toLocation }) => {
        // To where one is already, there is something on its way only when it takes the place of another page.
        if (!pathChanged && !isOnItsWay) return
        isOnItsWay = true
        pageLoading(toLocation.pathname)
      }),
      router.subscribe('onResolved', () => {
        isOnItsWay = false
        pageShown()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [router, pageLoading, pageShown])
}
