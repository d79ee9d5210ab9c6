import { sealHeight } from './place-seal.ts'
import type { Block, Layout } from './sheet.ts'

/**
 * The same paper to look at on a screen: marked as worth nothing on every page, and with empty space where its code
 * and its seal stand, so that no print of it passes a checkpoint.
 */
export function viewingCopy(layout: Layout): Layout {
  const pages = layout.pages.map((page) => ({
    ...page,
    blocks: withoutCodes(page.blocks),
    ...(page.footer ? { footer: withoutCodes(page.footer) } : {}),
  }))
  return { ...layout, viewing: true, pages }
}

function withoutCodes(blocks: readonly Block[]): Block[] {
  return blocks.map((block): Block => {
    if (block.kind === 'symbol') return { kind: 'gap', height: block.box }
    if (block.kind === 'seal') return { kind: 'gap', height: sealHeight(block) }
    if (block.kind === 'shared') return { ...block, blocks: withoutCodes(block.blocks) }
    if (block.kind !== 'columns') return block
    const columns = block.columns.map((column) => ({ ...column, blocks: withoutCodes(column.blocks) }))
    return { ...block, columns }
  })
}
