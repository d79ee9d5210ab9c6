import { type Answer, verdicts } from '../../../domain/verdict.ts'

/** What a check sounds like: two rising notes, one even one, or two falling low ones; told apart without looking. */
export type Tone = 'good' | 'doubt' | 'bad'

/** Notes of a tone: frequency in Hz, begin and length in seconds. */
const notes: Readonly<Record<Tone, readonly (readonly [frequency: number, at: number, length: number])[]>> = {
  good: [
    [880, 0, 0.09],
    [1320, 0.1, 0.12],
  ],
  doubt: [[660, 0, 0.28]],
  bad: [
    [330, 0, 0.18],
    [220, 0.2, 0.34],
  ],
}

/** The tone of an answer: as grave as its colour. */
export function toneOf(answer: Answer): Tone {
  const { colour } = verdicts[answer]
  return colour === 'green' ? 'good' : colour === 'red' ? 'bad' : 'doubt'
}

const mutedKey = 'quay.sound'

/** Whether this PC makes no sound; a setting of the PC, kept by the browser. */
export function isMuted(): boolean {
  return window.localStorage.getItem(mutedKey) === 'off'
}

/** Switches sound off or on again. */
export function setMuted(muted: boolean): void {
  window.localStorage.setItem(mutedKey, muted ? 'off' : 'on')
}

let context: AudioContext | null = null

/** Plays a tone, unless this PC is muted or has nothing to play it with. Never throws. */
export function playTone(tone: Tone): void {
  if (isMuted() || !('AudioContext' in window)) return
  try {
    context ??= new AudioContext()
    // A browser lets nothing sound before the first key or click.
    void context.resume()
    for (const [frequency, at, length] of notes[tone])
      sound(context, frequency, context.currentTime + at, length)
  } catch {
    // No sound device: the colour and the words are there.
  }
}

function sound(audio: AudioContext, frequency: number, at: number, length: number): void {
  const [tone, loudness] = [audio.createOscillator(), audio.createGain()]
  tone.frequency.value = frequency
  // Swelling and fading a little: a hard edge would click.
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.25, at + 0.01)
  loudness.gain.linearRampToValueAtTime(0, at + length)
  tone.connect(loudness).connect(audio.destination)
  tone.start(at)
  tone.stop(at + length)
}
