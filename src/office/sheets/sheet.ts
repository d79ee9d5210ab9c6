import type { z } from 'zod'
import type { CivilDate } from '../../domain/calendar.ts'
import type { Placing } from '../../domain/printing/placing.ts'
import type { Colour } from './drawing.ts'
import type { Picture } from './png.ts'

/** Lengths on paper. */
export type Millimetres = number
/** Type sizes and line spacing, 1/72 inch. */
export type Points = number

/**
 * A printed paper of the counter: which data it takes and how they lie on the page.
 * `layout` is pure and gets only data that passed `schema`; it refuses nothing.
 */
export type Sheet<Schema extends z.ZodType = z.ZodType> = {
  /** Stable name used in requests and in the journal, e.g. `permit`. */
  readonly id: string
  /** Vietnamese title of the paper; the only text that goes into the document's metadata. */
  readonly title: string
  readonly schema: Schema
  readonly layout: (data: z.output<Schema>) => Layout
}

/**
 * Turns data into PDF bytes; the same data give the same bytes. Refuses data outside the schema (ZodError). `placing` is
 * for paper: what the printer needs for things to come out where they were drawn.
 */
export type RenderSheet = <Schema extends z.ZodType>(
  sheet: Sheet<Schema>,
  data: z.input<Schema>,
  placing?: Placing,
) => Promise<Uint8Array>

/** One paper as data: what stands where, before lines are broken. */
export type Layout = {
  /** The day the paper bears; the document's creation date in its metadata. */
  readonly date: CivilDate
  /** Puts the training mark across every page. */
  readonly training: boolean
  /** A copy to look at: bears the viewing mark, and must carry no code (`viewingCopy`). */
  readonly viewing?: boolean
  readonly pages: readonly PageLayout[]
  /** Puts several of these pages on each page of paper, to be cut apart. */
  readonly imposed?: Imposition
}

/** Equal fields of a page of paper, filled row by row, one small page in the middle of each. */
export type Imposition = {
  readonly width: Millimetres
  readonly height: Millimetres
  readonly columns: number
  readonly rows: number
}

/** One page of the paper; continues on further pages of the same size when its blocks need more room. */
export type PageLayout = {
  readonly width: Millimetres
  readonly height: Millimetres
  readonly margins: {
    readonly top: Millimetres
    readonly right: Millimetres
    readonly bottom: Millimetres
    readonly left: Millimetres
  }
  /** Body type to try in order: the first with which everything fits on one page is taken. */
  readonly body: readonly [BodyType, ...BodyType[]]
  readonly blocks: readonly Block[]
  /** Stands at the bottom margin of the first page. */
  readonly footer?: readonly Block[]
  /** Small words beside the page number of every further page, which say to what paper the page belongs. */
  readonly running?: string
  /** The blocks need many pages and are taken one after the other, never all at once; the first body type holds. */
  readonly long?: boolean
}

/** How body text is set: size and space after a paragraph in points, line spacing as a multiple of the size. */
export type BodyType = {
  readonly size: Points
  readonly lead: number
  readonly after: Points
  /** Share of their size to which texts of a fixed size shrink along; 1 without. */
  readonly rest?: number
}

/** A thing that stands in the column, below the one before it. */
export type Block =
  | TextBlock
  | RuleBlock
  | ColumnsBlock
  | TableBlock
  | SymbolBlock
  | StampSpaceBlock
  | SealBlock
  | BannerBlock
  | CellsBlock
  | LaterBlock
  | SharedBlock
  | { readonly kind: 'gap'; readonly height: Millimetres }

/** A stretch of text in one style. */
export type Run = { readonly text: string; readonly bold?: boolean; readonly italic?: boolean }

export type Align = 'left' | 'right' | 'center' | 'justify'

/** A paragraph; `body` takes size, line spacing and space after from the body type of the page. */
export type TextBlock = {
  readonly kind: 'text'
  readonly runs: readonly Run[]
  readonly size: Points | 'body'
  readonly align: Align
  /** Indent of the first line. */
  readonly indent?: Millimetres
  /** Indent of all lines but the first. */
  readonly hanging?: Millimetres
  /** Space after the paragraph when the size is not `body`. */
  readonly after?: Points
}

/** A thin line centred below the last text, `share` times as long as its longest line. */
export type RuleBlock = { readonly kind: 'rule'; readonly share: number }

/** Columns side by side, each with its own blocks; stays together on one page. */
export type ColumnsBlock = {
  readonly kind: 'columns'
  readonly spacing: Millimetres
  readonly columns: readonly { readonly width: Millimetres; readonly blocks: readonly Block[] }[]
}

/** A cell of a table: regular text, or text in a style of its own. */
export type Cell = string | Run

/** A ruled table with a bold head; breaks between rows. Neighbouring columns of one `group` share a head above theirs. */
export type TableBlock = {
  readonly kind: 'table'
  readonly size: Points
  readonly columns: readonly {
    readonly title: string
    readonly width: Millimetres
    readonly align: 'left' | 'center' | 'right'
    readonly group?: string
  }[]
  readonly rows: Iterable<readonly Cell[]>
}

/** A QR symbol in a square white box of `box`, its quiet zone of 4 modules included. */
export type SymbolBlock = {
  readonly kind: 'symbol'
  readonly text: string
  /** The symbol itself, for a text that our own kind of symbol cannot hold; dark modules are true. */
  readonly modules?: readonly (readonly boolean[])[]
  readonly box: Millimetres
  readonly align: 'left' | 'center'
}

/** Space in which nothing is printed, for a wet seal; `guide` marks its corners in light grey. */
export type StampSpaceBlock = {
  readonly kind: 'stamp-space'
  readonly width: Millimetres
  readonly height: Millimetres
  /** Distance of the space from the left edge of its column. */
  readonly left: Millimetres
  readonly guide: boolean
}

/**
 * An agency's seal of an electronic document, real size, its right edge at a third of the signer's hand, which stands
 * centred in the column; where no picture of the hand is given, at the place where it would be.
 */
export type SealBlock = {
  readonly kind: 'seal'
  readonly picture: Picture
  readonly diameter: Millimetres
  readonly hand?: Picture
}

/** One line in a frame of the column's width: filled with its colour (white letters), or drawn in it. */
export type BannerBlock = {
  readonly kind: 'banner'
  readonly text: string
  readonly size: Points
  readonly colour: Colour
  readonly filled: boolean
  /** Width of the frame, centred in its column; the whole column without. */
  readonly width?: Millimetres
}

/** A grid of boxes to tick, each with a small label in its corner. */
export type CellsBlock = {
  readonly kind: 'cells'
  readonly labels: readonly string[]
  readonly perRow: number
  readonly height: Millimetres
}

/**
 * Blocks that every paper of an office or a batch has alike, set and written once for all pages. Words, lines and
 * boxes only: no code, no picture, nothing that is known later.
 */
export type SharedBlock = { readonly kind: 'shared'; readonly blocks: readonly Block[] }

/** Blocks that are known only when everything above them has been set. Only on a `long` page. */
export type LaterBlock = { readonly kind: 'later'; readonly blocks: () => readonly Block[] }
