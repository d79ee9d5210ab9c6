/**
 * Lets the page work without a network from now on, and resolves to true once it does: its files are kept by a service
 * worker, and the browser is asked not to clear what it keeps. A newer version takes over at a load, never during work.
 */
export async function keepOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  // Asked, not waited for: some browsers ask the person.
  void navigator.storage?.persist?.().catch(() => false)
  try {
    const registration = await navigator.serviceWorker.register('/checkpoint/sw.js', {
      scope: '/checkpoint/',
    })
    const { waiting } = registration
    if (waiting) takeOver(waiting)
    await navigator.serviceWorker.ready
    return true
  } catch {
    // No network, or an address that is not secure: the page says so, and works while it is open.
    return navigator.serviceWorker.controller !== null
  }
}

function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's message names no origin
  waiting.postMessage('take-over')
}
