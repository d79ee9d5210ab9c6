/**
 * Lets the page work without a network from now on: its files are kept by a service worker, and the browser is asked
 * not to clear what it keeps. A newer version that has come takes over at the next load, never during work.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.storage?.persist?.().catch(() => false)
  try {
    const registration = await navigator.serviceWorker.register('/checkpoint/sw.js', {
      scope: '/checkpoint/',
    })
    const { waiting } = registration
    if (!waiting) return
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's message names no origin
    waiting.postMessage('take-over')
  } catch {
    // No network, or an address that is not secure: the page says so, and works while it is open.
  }
}
