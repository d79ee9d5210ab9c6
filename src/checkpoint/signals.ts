import type { VerdictColour } from '../domain/verdict.ts'

type Tone = { readonly hertz: number; readonly seconds: number }

/** What is heard for each colour, so that an officer need not look: high and short is good, low and long is not. */
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

/** Drawn beside the word, for those who cannot tell the colours: paths of a 24 × 24 box. */
export const signs: Readonly<Record<VerdictColour, string>> = {
  green: 'M4 12.5l5.5 5.5L20 6.5',
  amber: 'M12 3v11M12 18.6v1.6',
  red: 'M5 5l14 14M19 5L5 19',
  grey: 'M8 8.5a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.2-1.6 2.6M12 18.6v1.6',
  violet: 'M2 9l10-4 10 4-10 4zM6.5 11v5c3 2.4 8 2.4 11 0v-5M22 9v6',
}

const pauseSeconds = 0.07
let sound: AudioContext | null = null

/** To be called on a press or a key: browsers give no sound before one. */
export function wakeSound(): void {
  if (typeof AudioContext === 'undefined') return
  sound ??= new AudioContext()
  if (sound.state === 'suspended') void sound.resume().catch(() => undefined)
}

/** Sounds and shakes for an answer, as far as the device does. */
export function signal(colour: VerdictColour): void {
  if ('vibrate' in navigator) navigator.vibrate(tones[colour].flatMap(({ seconds }) => [seconds * 1000, 70]))
  if (!sound || sound.state !== 'running') return
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
