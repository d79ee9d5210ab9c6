import { faceName, widthOf, type FaceName } from './faces.ts'
import type { Points, Run } from './sheet.ts'

/** Text in one face. */
export type Piece = { readonly text: string; readonly face: FaceName }

/** One line of a paragraph: its pieces with the spaces between words in them, and how wide it is by nature. */
export type Line = {
  readonly pieces: readonly Piece[]
  readonly width: Points
  /** Spaces that may be widened. */
  readonly spaces: number
  readonly last: boolean
}

/** A space, or a space at which no line breaks; both are widened alike. */
export const anySpace = /[ \u00a0]/

/** How many spaces of a text may be widened. */
export function spacesIn(text: string): number {
  let spaces = 0
  for (let at = 0; at < text.length; at++) if (text[at] === ' ' || text[at] === '\u00a0') spaces++
  return spaces
}

type Word = { pieces: Piece[]; width: Points /** The face of the space before it. */; lead: FaceName }

/**
 * Breaks runs into lines at spaces. A no-break space (U+00A0) holds its words together; a word wider than a
 * line is cut between characters. `widthAt(n)` is the room of line n, counted from 0. At least one line.
 */
export function breakLines(runs: readonly Run[], size: Points, widthAt: (line: number) => Points): Line[] {
  const lines: Line[] = []
  let words: Word[] = []
  let width = 0
  for (const word of wordsOf(runs, size, Math.min(widthAt(0), widthAt(1)))) {
    const space = words.length > 0 ? widthOf(' ', word.lead, size) : 0
    if (words.length > 0 && width + space + word.width > widthAt(lines.length) + 0.001) {
      lines.push(lineOf(words, width, false))
      words = [word]
      width = word.width
    } else {
      words.push(word)
      width += space + word.width
    }
  }
  lines.push(lineOf(words, width, true))
  return lines
}

function wordsOf(runs: readonly Run[], size: Points, room: Points): Word[] {
  const words: Word[] = []
  let word: Word = { pieces: [], width: 0, lead: 'regular' }
  const finish = () => {
    if (word.pieces.length > 0) words.push(...cut(word, size, room))
  }
  for (const run of runs) {
    const name = faceName(run)
    run.text
      .normalize('NFC')
      .split(' ')
      .forEach((part, index) => {
        if (index > 0) {
          finish()
          word = { pieces: [], width: 0, lead: name }
        }
        if (part === '') return
        word.pieces.push({ text: part, face: name })
        word.width += widthOf(part, name, size)
      })
  }
  finish()
  return words
}

function cut(word: Word, size: Points, room: Points): Word[] {
  if (word.width <= room) return [word]
  const cuts: Word[] = []
  let part: Word = { pieces: [], width: 0, lead: word.lead }
  for (const piece of word.pieces)
    for (const character of piece.text) {
      const width = widthOf(character, piece.face, size)
      if (part.width + width > room) {
        cuts.push(part)
        part = { pieces: [], width: 0, lead: word.lead }
      }
      part.pieces.push({ text: character, face: piece.face })
      part.width += width
    }
  return [...cuts, part]
}

function lineOf(words: readonly Word[], width: Points, last: boolean): Line {
  const pieces: Piece[] = []
  const add = (text: string, name: FaceName) => {
    const before = pieces.at(-1)
    if (before?.face === name) pieces[pieces.length - 1] = { text: before.text + text, face: name }
    else pieces.push({ text, face: name })
  }
  words.forEach((word, index) => {
    if (index > 0) add(' ', word.lead)
    for (const piece of word.pieces) add(piece.text, piece.face)
  })
  const spaces = pieces.reduce((sum, piece) => sum + spacesIn(piece.text), 0)
  return { pieces, width, spaces, last }
}
