import { codeReader } from './codes.ts'

const largestSide = 4_000

/**
 * The code in a picture file; null when none is found. Tried at two sizes: a photograph of a whole page is large, and
 * a screenshot's modules are a few pixels. Rejects for a file that is no picture.
 */
export async function readPicture(file: Blob): Promise<string | null> {
  const image = await loadImage(file)
  const read = await codeReader()
  for (const side of [1_600, largestSide]) {
    const text = await read(pixelsOf(image, side), true)
    if (text !== null) return text
    if (Math.max(image.naturalWidth, image.naturalHeight) <= side) return null
  }
  return null
}

function loadImage(file: Blob): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    const address = URL.createObjectURL(file)
    image.addEventListener('load', () => {
      URL.revokeObjectURL(address)
      resolve(image)
    })
    image.addEventListener('error', () => {
      URL.revokeObjectURL(address)
      reject(new Error('not a picture'))
    })
    image.src = address
  })
}

function pixelsOf(image: HTMLImageElement, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
  const width = Math.max(1, Math.round(image.naturalWidth * scale))
  const height = Math.max(1, Math.round(image.naturalHeight * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('this browser draws no pictures')
  // A transparent picture is read on white, as it would be printed.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0, width, height)
  return pen.getImageData(0, 0, width, height)
}
