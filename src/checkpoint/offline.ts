/** What keeps the page's files on the device. */
export type Keeper = ServiceWorkerRegistration

/**
 * Lets the page work without a network from now on, and resolves once it does: its files are kept by a service worker,
 * and the browser is asked not to clear what it keeps; null where that is not possible. A newer version takes over at a
 * load, or by `takeNewer`, never during work.
 */
export async function keepOffline(): Promise<Keeper | null> {
  if (!('serviceWorker' in navigator)) return null
  // Asked, not waited for: some browsers ask the person.
  void navigator.storage?.persist?.().catch(() => false)
  try {
    const registration = await navigator.serviceWorker.register('/checkpoint/sw.js', {
      scope: '/checkpoint/',
    })
    const { waiting } = registration
    if (waiting) takeOver(waiting)
    return await navigator.serviceWorker.ready
  } catch {
    // No network, or an address that is not secure: the page says so, and works while it is open.
    return (await navigator.serviceWorker.getRegistration('/checkpoint/').catch(() => null)) ?? null
  }
}

/** Asks the city for a newer version of the page; one that came is kept beside this one until it may take over. */
export async function lookForNewer(keeper: Keeper): Promise<void> {
  // Without a network there is nothing to say: the page goes on as it is.
  await keeper.update().catch(() => undefined)
}

/** Loads the page anew as its newer version, where one waits. To be called when nobody is at work with the page. */
export function takeNewer({ waiting }: Keeper): void {
  if (waiting) takeOver(waiting)
}

function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's message names no origin
  waiting.postMessage('take-over')
}
