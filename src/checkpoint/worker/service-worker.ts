// A classic script of its own: it imports nothing, because browsers of the checkpoints know no module workers.

/** The files of this version of the page, below the worker's own address. The build writes them here. */
declare const PAGE_FILES: readonly string[]
/** Names this version. */
declare const PAGE_VERSION: string

// The library's types know the global scope of a worker, not of which kind.
const scope = globalThis as unknown as ServiceWorkerGlobalScope
const cacheName = `page-${PAGE_VERSION}`
const start = new URL('./', scope.location.href).href

scope.addEventListener('install', (event) => event.waitUntil(keepPage()))
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()))
scope.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(scope.skipWaiting())
})
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  const isOurs = url.href.startsWith(start) && request.method === 'GET'
  // What is asked of the server itself is never answered from a cache.
  if (!isOurs || url.pathname.endsWith('/config.json')) return
  event.respondWith(fromPage(request))
})

/** All of the page or nothing: half of it would not work without a network. */
async function keepPage(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(PAGE_FILES.map((file) => new Request(new URL(file, start).href, { cache: 'reload' })))
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name)
  await scope.clients.claim()
}

async function fromPage(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const asked = request.mode === 'navigate' ? start : request.url
  return (await cache.match(asked, { ignoreSearch: true })) ?? fetch(request)
}
