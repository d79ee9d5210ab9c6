import type { SymbolMark } from './drawing.ts'
import { perMillimetre, type Placed, type Room } from './placed.ts'
import type { SymbolBlock } from './sheet.ts'
import { batchSymbol } from '../token/symbol.ts'

const quietZone = 4
const dotsPerInch = 300

const drawn = new WeakMap<SymbolBlock, SymbolMark['modules']>()

/** Drawn once, however many sizes of type are tried for the words around it. */
function modulesOf(block: SymbolBlock): SymbolMark['modules'] {
  const before = block.modules ?? drawn.get(block)
  if (before) return before
  const { modules } = batchSymbol(block.text)
  drawn.set(block, modules)
  return modules
}

/**
 * A QR symbol in its white box. A module is the largest whole number of 1/300 inch with which the symbol and
 * its quiet zone of 4 modules fit the box, so that edges fall on the dots of an office printer (qr-token 10).
 */
export function placeSymbol(block: SymbolBlock, room: Room): Placed {
  const modules = modulesOf(block)
  const size = modules.length
  const box = block.box * perMillimetre
  const dots = Math.floor(((block.box / 25.4) * dotsPerInch + 1e-6) / (size + 2 * quietZone))
  const x = block.align === 'center' ? room.left + (room.width - box) / 2 : room.left
  const module = (dots * 72) / dotsPerInch
  return {
    height: box,
    marks: [{ kind: 'symbol', x, y: 0, box, size, module, modules }],
    longestLine: box,
  }
}
