/**
 * The lines of a stream of UTF-8, without their LF or CRLF, as they come. Only these end a line: a JSON string may hold
 * U+2028 and U+2029 as they are, which Node's own reader of lines would cut at.
 */
export async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  const whole = (line: string) => line.replace(/\r$/, '')
  for await (const chunk of input) {
    const lines = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield whole(line)
  }
  rest += decoder.decode()
  if (rest !== '') yield whole(rest)
}
