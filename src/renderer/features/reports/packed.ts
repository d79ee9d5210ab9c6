/** A file as gzip, as it is where it already is: a large ward's extract is more than a request may carry otherwise. */
export async function packed(file: Blob): Promise<Blob> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (head[0] === 0x1f && head[1] === 0x8b) return file
  return new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob()
}
