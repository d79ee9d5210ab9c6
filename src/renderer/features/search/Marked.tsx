import type { Piece } from './highlight.ts'
import styles from './Search.module.css'

/** A text with what was searched for marked in it. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, hit }, index) =>
        hit ? (
          // Pieces have no names of their own and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <mark key={index} className={styles.mark}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </>
  )
}
