import type { Database } from '../database.ts'
import { type Camera, camerasOf, type CameraTrouble, startCamera } from '../scan/camera.ts'
import { readPicture } from '../scan/picture.ts'
import type { Texts } from '../texts.ts'
import { button, h, put } from './dom.ts'

/** The ways of showing a code to the page, but the USB reader, which needs no place on it. */
export type Inputs = {
  readonly element: HTMLElement
  stopCamera(): void
  readonly isLooking: () => boolean
}

/** Camera, picture file and paste. `fromCamera` is told every text the camera sees, again and again. */
export function inputsView(
  database: Database,
  texts: Texts,
  onText: (text: string) => void,
  fromCamera: (text: string) => void,
): Inputs {
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true })
  const tell = (words: string | null) => {
    put(trouble, words ?? '')
    trouble.hidden = words === null
  }
  const { element: camera, stop, isLooking } = cameraView(database, texts, fromCamera, tell)
  const element = h(
    'section',
    { class: 'inputs' },
    camera,
    trouble,
    h('div', { class: 'row' }, pictureButton(texts, onText, tell)),
    pasteView(texts, onText),
  )
  return { element, stopCamera: stop, isLooking }
}

function cameraView(
  database: Database,
  texts: Texts,
  onText: (text: string) => void,
  tell: (words: string | null) => void,
): { element: HTMLElement; stop: () => void; isLooking: () => boolean } {
  const video = h('video', { playsinline: true, muted: true })
  const controls = h('div', { class: 'row' })
  const element = h('div', { class: 'camera' }, h('div', { class: 'finder' }, video), controls)
  let running: Camera | null = null
  let torchOn = false

  const stop = () => {
    running?.stop()
    running = null
    torchOn = false
    delete element.dataset['running']
    put(
      controls,
      button(texts.scan.camera, () => void start(null), 'primary'),
    )
  }
  const start = async (deviceId: string | null) => {
    stop()
    tell(null)
    try {
      running = await startCamera(video, deviceId ?? (await database.kept('camera')), onText)
    } catch (error) {
      // `startCamera` rejects with its trouble as the message.
      tell(texts.scan.trouble[(error instanceof Error ? error.message : 'no-camera') as CameraTrouble])
      return
    }
    element.dataset['running'] = ''
    if (running.deviceId) await database.keep('camera', running.deviceId)
    await showControls()
  }
  const showControls = async () => {
    const cameras = await camerasOf()
    const at = cameras.findIndex(({ deviceId }) => deviceId === running?.deviceId)
    const next = cameras.length > 1 ? cameras[(at + 1) % cameras.length] : undefined
    const turnTorch = () => {
      torchOn = !torchOn
      void running?.torch(torchOn).catch(() => undefined)
    }
    put(
      controls,
      button(texts.scan.stopCamera, stop),
      next ? button(texts.scan.otherCamera, () => void start(next.deviceId)) : null,
      running?.hasTorch === true && button(texts.scan.torch, turnTorch),
    )
  }
  stop()
  return { element, stop, isLooking: () => running !== null }
}

function pictureButton(
  texts: Texts,
  onText: (text: string) => void,
  tell: (words: string | null) => void,
): HTMLElement {
  const read = async () => {
    const [file] = input.files ?? []
    if (!file) return
    try {
      const text = await readPicture(file)
      tell(text === null ? texts.scan.noCode : null)
      if (text !== null) onText(text)
    } catch {
      tell(texts.scan.notPicture)
    }
    // The same picture may be chosen again.
    input.value = ''
  }
  const input = h('input', { type: 'file', accept: 'image/*', class: 'file', onchange: () => void read() })
  return h('label', { class: 'button' }, texts.scan.picture, input)
}

function pasteView(texts: Texts, onText: (text: string) => void): HTMLElement {
  const field = h('textarea', {
    rows: '3',
    maxlength: '10000',
    'aria-label': texts.scan.pasteLabel,
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const check = () => {
    // Line ends come from the clipboard; blanks inside belong to the code.
    const text = field.value.replace(/^[\r\n\t]+|[\r\n\t]+$/g, '')
    if (text === '') return field.focus()
    field.value = ''
    onText(text)
  }
  return h(
    'details',
    { class: 'paste' },
    h('summary', {}, texts.scan.paste),
    field,
    button(texts.scan.check, check),
  )
}
