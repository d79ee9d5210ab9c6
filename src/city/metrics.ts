import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Heartbeat } from '../contract/sync/heartbeat.ts'
import { syncBase } from '../contract/sync/base.ts'

/** What a city counts of itself for Prometheus. No label ever holds a device, a ward, a case or a person. */
export type Metrics = {
  /** A request was answered; `pathname` is reduced to its route. */
  answered(request: { readonly method: string; readonly pathname: string }, status: number, ms: number): void
  /** A request of a PC was refused, and why. */
  refused(code: string): void
  /** Lines were committed, with their verdicts. */
  took(results: readonly { readonly status: string }[]): void
  /** What the PCs told last of themselves, for the figures of the whole city. */
  heard(heartbeats: readonly Heartbeat[]): void
  /** Everything in the text format of Prometheus, and its media type. */
  text(): Promise<{ readonly type: string; readonly body: string }>
}

/** Metrics of one city; those of the process join them when somebody asks first. */
export function createMetrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  const requests = new Histogram({
    name: 'city_request_seconds',
    help: 'Answered requests, long polls with their wait',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers,
  })
  const refusals = new Counter({
    name: 'city_refusals_total',
    help: 'Refused requests of PCs by problem code',
    labelNames: ['code'],
    registers,
  })
  const lines = new Counter({
    name: 'city_lines_total',
    help: 'Lines of answered pushes by verdict, repeated pushes included',
    labelNames: ['status'],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const pcs = gauge('city_pcs_heard', 'PCs that ever told of themselves')
  const unsent = gauge('city_unsent_lines', 'Lines the PCs have not sent yet, as they told last')
  const oldest = gauge('city_oldest_unsent_seconds', 'Age of the oldest of them when it was told')
  let isDefaulted = false
  return {
    answered: ({ method, pathname }, status, ms) =>
      requests.observe({ method, route: routeOf(pathname, status), status: String(status) }, ms / 1000),
    refused: (code) => refusals.inc({ code }),
    took(results) {
      for (const { status } of results) lines.inc({ status })
    },
    heard(heartbeats) {
      pcs.set(heartbeats.length)
      unsent.set(heartbeats.reduce((sum, one) => sum + one.unsent, 0))
      oldest.set(Math.max(0, ...heartbeats.map((one) => one.oldestUnsentS ?? 0)))
    },
    async text() {
      if (!isDefaulted) collectDefaultMetrics({ register })
      isDefaulted = true
      return { type: register.contentType, body: await register.metrics() }
    },
  }
}

/** A path without what it names, so that nobody can make series without end. */
function routeOf(pathname: string, status: number): string {
  if (status === 404) return 'unknown'
  const [, first = ''] = pathname.split('/')
  if (!pathname.startsWith(`${syncBase}/`)) return `/${first}`
  const parts = pathname.slice(syncBase.length).split('/')
  return parts.map((part) => (/^[a-z-]{0,20}$|^openapi\.json$/.test(part) ? part : ':id')).join('/')
}
