/** The one origin of every page in the application. */
export const home = 'app://quay'

/** Whether an address belongs to the application. (Node gives custom schemes no origin: scheme and host are compared.) */
export function isHome(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === 'app:' &&
    url.host === 'quay' &&
    url.username === '' &&
    url.password === ''
  )
}
