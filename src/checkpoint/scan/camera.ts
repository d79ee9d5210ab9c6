import { codeReader } from './codes.ts'

/** Why there is no picture: not allowed by the person, no camera, in use, or no https. */
export type CameraTrouble = 'not-allowed' | 'no-camera' | 'busy' | 'not-secure'

/** A running camera. */
export type Camera = {
  readonly deviceId: string | null
  readonly hasTorch: boolean
  torch(on: boolean): Promise<void>
  stop(): void
}

/** How often a picture is looked at: enough for the eye, and the telephone stays cool. Milliseconds. */
const pauseMs = 90
const largestSide = 1_080
/** Every so many quick looks one thorough one: crumpled and dark sheets. */
const thoroughEvery = 4

/**
 * Starts a camera (the one with this id, else the one that looks away from the person) in a video element and gives
 * every text it reads to `onText`, until stopped. Rejects with a `CameraTrouble` as the error's message.
 */
export async function startCamera(
  video: HTMLVideoElement,
  deviceId: string | null,
  onText: (text: string) => void,
): Promise<Camera> {
  const stream = await openStream(deviceId)
  const [track] = stream.getVideoTracks()
  video.srcObject = stream
  video.muted = true
  video.playsInline = true
  // A video that is taken off the page while it starts says so; its stream is stopped all the same.
  await video.play().catch(() => undefined)
  let running = true
  void look(video, () => running, onText)
  return {
    deviceId: track?.getSettings().deviceId ?? null,
    // The library's types do not know the torch (Image Capture draft, Chrome on Android).
    hasTorch: (track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true,
    torch: async (on) => track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
    stop() {
      running = false
      for (const each of stream.getTracks()) each.stop()
      video.srcObject = null
    },
  }
}

/** The cameras of this device; their names are known once one was allowed. */
export async function camerasOf(): Promise<readonly MediaDeviceInfo[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return devices.filter(({ kind }) => kind === 'videoinput')
}

async function openStream(deviceId: string | null): Promise<MediaStream> {
  // Present in secure contexts only.
  if (!('mediaDevices' in navigator)) throw new Error('not-secure')
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } }
  const which = deviceId === null ? { facingMode: 'environment' } : { deviceId: { ideal: deviceId } }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...which } })
  } catch (error) {
    throw new Error(troubleOf(error), { cause: error })
  }
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'not-allowed'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'no-camera'
}

async function look(
  video: HTMLVideoElement,
  goesOn: () => boolean,
  onText: (text: string) => void,
): Promise<void> {
  const read = await codeReader()
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  for (let at = 0; goesOn(); at++) {
    const picture = pen && middleOf(video, canvas, pen)
    // One unreadable picture is followed by the next.
    const text = picture && (await read(picture, at % thoroughEvery === 0).catch(() => null))
    if (text && goesOn()) onText(text)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** The square in the middle, which is what the page shows; null before the first picture. */
function middleOf(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  pen: CanvasRenderingContext2D,
): ImageData | null {
  const side = Math.min(video.videoWidth, video.videoHeight)
  if (side === 0) return null
  const drawn = Math.min(side, largestSide)
  if (canvas.width !== drawn) canvas.width = canvas.height = drawn
  const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2]
  pen.drawImage(video, left, top, side, side, 0, 0, drawn, drawn)
  return pen.getImageData(0, 0, drawn, drawn)
}
