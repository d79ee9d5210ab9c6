import { maxBundleBytes } from '../../../contract/sync/bundle.ts'
import type { HubBox } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { answerRecipientOf } from '../../sync/bundle/answer-key.ts'
import { readBundle } from '../../sync/bundle/seal.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import type { Box, Held } from './box.ts'
import type { Forwarder } from './forward.ts'
import { digestOf } from './proof.ts'
import { heardOf, streamsToTell, tellNeighbours } from './tell-neighbours.ts'
import type { HubAsk, HubReply } from './server.ts'
import { cityOf } from './setting.ts'

/** A PC that asked: when, by the office's clock. */
export type Seen = { readonly at: number; readonly letters: string }

/** PCs that are remembered: no ward has so many. */
const mostSeen = 64

/** What the hub does for a PC that has proved the pairing code: its box, and nobody else's. */
export function serveHub(
  desk: Desk,
  box: Box,
  forwarder: Forwarder,
  seen: Map<string, Seen>,
): (ask: HubAsk) => HubReply | Promise<HubReply> {
  let telling: Promise<unknown> = Promise.resolve()
  // One after the other: what one PC says of its stream is whole before the next is heard.
  const tellInTurn = (ask: HubAsk) => {
    const turn = telling.then(() => tellNeighbours(desk, ask))
    telling = turn.catch(() => undefined)
    return turn
  }
  return (ask) => {
    if (seen.has(ask.device) || seen.size < mostSeen)
      seen.set(ask.device, { at: desk.ports.clock.now(), letters: ask.letters })
    const own = () => box.held().filter(({ device }) => device === ask.device)
    const named = (...kinds: Held['kind'][]) =>
      own().find(({ sha256, kind }) => sha256 === ask.sha256 && kinds.includes(kind))
    switch (`${ask.method} ${ask.what}`) {
      case 'GET state':
        return { kind: 'json', value: boxOf(desk, box, forwarder, { device: ask.device, own: own() }) }
      case 'POST neighbours':
        return tellInTurn(ask)
      case 'PUT parts':
        return keep(desk, box, forwarder, ask)
      case 'GET answers': {
        const answer = named('psp-answer')
        return answer ? { kind: 'bytes', bytes: box.read(answer) } : { kind: 'refused', code: 'not-found' }
      }
      case 'DELETE parts':
      case 'DELETE answers': {
        const kinds = ask.what === 'parts' ? (['psp-lines', 'refused'] as const) : (['psp-answer'] as const)
        const one = named(...kinds)
        if (one) box.drop(one)
        desk.notify('hub')
        return { kind: 'json', value: {} }
      }
      default:
        return { kind: 'refused', code: 'not-found' }
    }
  }
}

/** Only what is sealed to the ward's own city and says that it is of the PC that asks. */
function keep(
  desk: Desk,
  box: Box,
  forwarder: Forwarder,
  { device, letters, body, sha256 }: HubAsk,
): HubReply {
  const bundle = body.length <= maxBundleBytes ? readBundle(body) : 'too-large'
  const isOurs =
    typeof bundle !== 'string' &&
    bundle.header.kind === 'lines' &&
    bundle.header.ward === desk.facts().wardCode &&
    bundle.header.device === device &&
    bundle.header.to === cityOf(desk.store)?.to
  if (!isOurs) return { kind: 'refused', code: 'not-ours' }
  if (digestOf(body) !== sha256) return { kind: 'refused', code: 'altered' }
  const kept = box.keep({ device, letters }, body)
  if (kept === 'share-full' || kept === 'disk-full') return { kind: 'refused', code: kept }
  desk.notify('hub')
  forwarder.wake()
  return { kind: 'json', value: {} }
}

function boxOf(
  desk: Desk,
  box: Box,
  forwarder: Forwarder,
  { device, own }: { readonly device: string; readonly own: readonly Held[] },
): HubBox {
  const { wardCode, letters } = desk.facts()
  const { cityProblem, lastForwardedAt } = forwarder.status()
  const of = (kind: Held['kind']) => own.filter((one) => one.kind === kind)
  return {
    ward: wardCode,
    to: cityOf(desk.store)?.to ?? '',
    answerKey: answerRecipientOf(deviceKeyOf(desk)),
    heard: heardOf(desk, device),
    neighbours: streamsToTell(desk, device),
    letters,
    cityProblem,
    lastForwardedAt: lastForwardedAt === null ? null : vietnamTime(lastForwardedAt),
    waiting: of('psp-lines').map(({ sha256, since, bytes }) => ({
      sha256,
      since: vietnamTime(since),
      bytes,
    })),
    answers: of('psp-answer').map(({ sha256 }) => sha256),
    refused: of('refused').flatMap((one) => {
      const why = box.whyRefused(one)
      return why ? [{ sha256: one.sha256, ...why }] : []
    }),
  }
}
