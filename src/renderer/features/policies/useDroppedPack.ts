import { useEffect, useRef } from 'react'

/** Gets a JSON file dropped anywhere on the window, before it is taken for a picture of a code. Null: nobody takes it. */
export function useDroppedPack(onFile: ((file: File) => void) | null): void {
  const latest = useRef(onFile)
  useEffect(() => {
    latest.current = onFile
  })
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0]
      if (!latest.current || !file || !isPackFile(file)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      latest.current(file)
    }
    window.addEventListener('drop', onDrop, true)
    return () => window.removeEventListener('drop', onDrop, true)
  }, [])
}

function isPackFile({ name, type }: File): boolean {
  return type === 'application/json' || name.toLowerCase().endsWith('.json')
}
