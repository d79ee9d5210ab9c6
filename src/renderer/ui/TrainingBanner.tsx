import { GraduationCap } from 'lucide-react'
import { useEffect } from 'react'
import { useText } from '../text/Text.tsx'
import styles from './Banners.module.css'

/** How many ribbons are on the screen: the lock has one of its own above the page's. */
let shown = 0

/**
 * The training office: a striped violet ribbon, violet accents everywhere and a watermark over every page, dialogs
 * too. Nobody may take it for the real office, on screen or in a photo of the screen.
 */
export function TrainingBanner({ onLeave }: { onLeave?: () => void }) {
  const text = useText().kit.training
  useEffect(() => {
    const root = document.documentElement
    shown += 1
    root.dataset['training'] = ''
    return () => {
      shown -= 1
      if (shown === 0) delete root.dataset['training']
    }
  }, [])
  return (
    <>
      <div role="status" className={styles.training}>
        <span className={styles.ribbon}>
          <GraduationCap size="1.3em" aria-hidden />
          <strong>{text.title}</strong>
        </span>
        <span className={styles.words}>{text.text}</span>
        {onLeave && (
          <button type="button" className={styles.action} onClick={onLeave}>
            {text.leave}
          </button>
        )}
      </div>
      <div aria-hidden className={styles.watermark} style={{ backgroundImage: watermark(text.watermark) }} />
    </>
  )
}

/** The word as a repeated slanted picture; a picture, because the screen has no room for real text over everything. */
function watermark(word: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="260"><text x="40" y="190" transform="rotate(-24 210 130)" font-family="Be Vietnam Pro,Segoe UI,sans-serif" font-size="54" font-weight="700" letter-spacing="6" fill="#8a4fd8" fill-opacity="0.12">${word}</text></svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
}
