import type { VerdictColour } from '../../../domain/verdict.ts'

type Tone = { readonly hertz: number; readonly seconds: number }

/** What is heard for each colour, as on the checkpoint page: high and short is good, low and long is not. */
const tones: Readonly<Record<VerdictColour, readonly Tone[]>> = {
  green: [{ hertz: 1_320, seconds: 0.14 }],
  amber: [
    { hertz: 740, seconds: 0.13 },
    { hertz: 740, seconds: 0.13 },
  ],
  red: [
    { hertz: 240, seconds: 0.22 },
    { hertz: 240, seconds: 0.22 },
    { hertz: 240, seconds: 0.3 },
  ],
  grey: [{ hertz: 330, seconds: 0.18 }],
  violet: [
    { hertz: 880, seconds: 0.12 },
    { hertz: 440, seconds: 0.2 },
  ],
}

const pauseSeconds = 0.07
const storageKey = 'quay.gate-silent'
let sound: AudioContext | null = null

/** Whether this PC gives no sound at the gate. */
export function isSilent(): boolean {
  return window.localStorage.getItem(storageKey) === 'yes'
}

/** Remembers whether this PC gives no sound at the gate. */
export function setSilent(silent: boolean): void {
  window.localStorage.setItem(storageKey, silent ? 'yes' : 'no')
}

/** Sounds for an answer, so that nobody has to look; a PC without sound, or one kept silent, does nothing. */
export function signal(colour: VerdictColour): void {
  if (isSilent() || typeof AudioContext === 'undefined') return
  sound ??= new AudioContext()
  if (sound.state === 'suspended') void sound.resume().catch(() => undefined)
  let at = sound.currentTime
  for (const { hertz, seconds } of tones[colour]) {
    const pitch = sound.createOscillator()
    const loudness = sound.createGain()
    pitch.type = colour === 'red' ? 'square' : 'sine'
    pitch.frequency.value = hertz
    loudness.gain.setValueAtTime(0.25, at)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + seconds)
    pitch.connect(loudness).connect(sound.destination)
    pitch.start(at)
    pitch.stop(at + seconds)
    at += seconds + pauseSeconds
  }
}
