import { type CheckPlace, checkPlaceSchema } from '../../contract/sync/checks.ts'
import type { Database } from '../database.ts'
import type { CheckpointDesk } from '../desk.ts'
import type { Texts } from '../texts.ts'
import { button, h, labelled, put } from './dom.ts'

/** Where the checkpoint stands, the pairing with the city, and the sound of this device. */
export function placeTab(
  desk: CheckpointDesk,
  database: Database,
  texts: Texts,
  options: {
    readonly silent: boolean
    readonly onSilent: (silent: boolean) => void
    readonly onSaved: () => void
  },
): HTMLElement {
  const sound = h('input', {
    type: 'checkbox',
    checked: !options.silent,
    onchange: () => {
      options.onSilent(!sound.checked)
      void database.keep('silent', !sound.checked)
    },
  })
  return h(
    'section',
    { class: 'tab' },
    placeForm(desk, texts, options.onSaved),
    pairing(desk, texts),
    h('label', { class: 'choice' }, sound, texts.place.sound),
  )
}

function placeForm(desk: CheckpointDesk, texts: Texts, onSaved: () => void): HTMLElement {
  const words = texts.place
  const now = desk.state().place
  const name = h('input', { name: 'name', maxlength: '80', value: now?.name ?? '', autocomplete: 'off' })
  const ward = h('input', {
    name: 'ward',
    maxlength: '5',
    value: now?.ward ?? '',
    inputmode: 'numeric',
    autocomplete: 'off',
  })
  const codes = h('input', {
    name: 'codes',
    value: now?.codes.join(', ') ?? '',
    autocapitalize: 'characters',
    autocomplete: 'off',
  })
  const wrong = h('p', { class: 'trouble', role: 'alert', hidden: true })
  let position = now?.position ?? null
  const positionWords = h('span', { class: 'hint' }, positionOf(position, texts))
  const takePosition = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Five digits are a metre: closer is nobody's business.
        const { latitude, longitude } = coords
        position = { latitude: Number(latitude.toFixed(5)), longitude: Number(longitude.toFixed(5)) }
        put(positionWords, positionOf(position, texts))
      },
      () => put(positionWords, words.positionFailed),
      { enableHighAccuracy: true, timeout: 20_000 },
    )
  const save = (event: Event) => {
    event.preventDefault()
    const read = readPlace({ name: name.value, ward: ward.value, codes: codes.value, position }, texts)
    wrong.hidden = typeof read !== 'string'
    if (typeof read === 'string') put(wrong, read)
    else void desk.standAt(read).then(onSaved)
  }
  return h(
    'form',
    { onsubmit: save, novalidate: true },
    h('h2', {}, words.title),
    labelled(words.name, name, words.nameHint),
    labelled(words.ward, ward, words.wardHint),
    labelled(words.codes, codes, words.codesHint),
    h('div', { class: 'field' }, h('span', { class: 'label' }, words.position), positionWords),
    h('div', { class: 'row' }, button(words.takePosition, takePosition)),
    wrong,
    h('div', { class: 'row' }, h('button', { class: 'primary', type: 'submit' }, words.save)),
  )
}

function positionOf(position: CheckPlace['position'], { place }: Texts): string {
  if (!position) return place.noPosition
  return place.positionTaken(position.latitude.toFixed(5), position.longitude.toFixed(5))
}

type Typed = { readonly name: string; readonly ward: string; readonly codes: string } & Pick<
  CheckPlace,
  'position'
>

/** The place as typed, or what is wrong with it. */
function readPlace(typed: Typed, { place: words }: Texts): CheckPlace | string {
  const name = typed.name.normalize('NFC').replace(/\s+/g, ' ').trim()
  const ward = typed.ward.trim()
  const codes = typed.codes
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
  const { shape } = checkPlaceSchema
  if (!shape.name.safeParse(name).success) return words.wrongName
  if (ward !== '' && !shape.ward.safeParse(ward).success) return words.wrongWard
  if (!shape.codes.safeParse(codes).success) return words.wrongCodes
  return { name, ward: ward === '' ? null : ward, codes: [...new Set(codes)], position: typed.position }
}

function pairing(desk: CheckpointDesk, texts: Texts): HTMLElement {
  const words = texts.place
  const told = h(
    'p',
    { class: 'told', role: 'status' },
    desk.state().paired ? words.paired : words.pairingHint,
  )
  const code = h('input', {
    name: 'code',
    maxlength: '14',
    autocapitalize: 'characters',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const pair = async (event: Event) => {
    event.preventDefault()
    const typed = code.value.toUpperCase().replace(/[\s-]/g, '')
    const paired = typed === '' ? null : await desk.pair(typed)
    if (paired === 'all') code.value = ''
    if (paired) put(told, paired === 'all' ? words.paired : texts.log.sent[paired])
  }
  return h(
    'form',
    { onsubmit: (event) => void pair(event), novalidate: true },
    h('h2', {}, words.pairing),
    labelled(words.code, code),
    h('div', { class: 'row' }, h('button', { type: 'submit' }, words.pair)),
    told,
  )
}
