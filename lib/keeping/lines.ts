/** Bytes as lines, one at a time. */
import { StringDecoder } from "node:string_decoder"

/** The lines of a stream, without their ends. What is behind the last end is a line only if there is something. */
export async function* linesIn(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8")
  let parts: string[] = []
  for await (const chunk of source) {
    const [first, ...others] = decoder.write(chunk).split("\n")
    parts.push(first!)
    for (const next of others) {
      yield parts.join("")
      parts = [next]
    }
  }
  const last = parts.join("") + decoder.end()
  if (last) yield last
}
