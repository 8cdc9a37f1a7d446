/**
 * Files and texts that are larger than a form may bring. A form without a script sends them all the same: their beginnings
 * go on to the page, which says that they are too large and gives the text back, and the rest is dropped as it comes.
 */

/** Longer than what browsers write above a field. */
const MAX_HEADERS = 16 * 1024
const HEADERS_END = Buffer.from("\r\n\r\n")

/** What a `multipart/form-data` body is cut at, or undefined where the type does not say. */
export function boundaryIn(contentType: string): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? []
  return quoted ?? plain
}

/**
 * Gives a function through which a body goes, piece by piece, and comes out with at most so many bytes of all its files
 * together, and of each of its other fields. @throws Error when it is no such body
 */
export function formUpTo(
  most: { files: number; field: number },
  boundary: string,
): (piece: Buffer) => Buffer {
  const mark = Buffer.from(`\r\n--${boundary}`)
  // The first mark has no line before it.
  let rest: Buffer = Buffer.from("\r\n")
  let where: "headers" | "field" | "file" | "end" = "field"
  const left = { file: most.files, field: most.field }
  let isFirst = true

  const passing = (content: Buffer): Buffer => {
    if (where !== "file" && where !== "field") return content
    const some = content.subarray(0, left[where])
    left[where] -= some.length
    return some
  }

  return (piece) => {
    const out: Buffer[] = []
    let data = Buffer.concat([rest, piece])
    for (;;) {
      if (where === "headers" && data.subarray(0, 2).toString() === "--") where = "end"
      if (where === "end") {
        out.push(data)
        rest = Buffer.alloc(0)
        break
      }
      const isContent = where !== "headers"
      const at = data.indexOf(isContent ? mark : HEADERS_END)
      if (at < 0) {
        if (!isContent && data.length > MAX_HEADERS) throw new Error("This form cannot be read.")
        const keep = isContent ? Math.min(data.length, mark.length - 1) : data.length
        out.push(passing(data.subarray(0, data.length - keep)))
        rest = data.subarray(data.length - keep)
        break
      }
      const end = at + (isContent ? mark : HEADERS_END).length
      if (isContent) {
        out.push(passing(data.subarray(0, at)), isFirst ? mark.subarray(2) : mark)
        isFirst = false
        where = "headers"
      } else {
        const headers = data.subarray(0, end)
        out.push(headers)
        where = /^content-disposition:.*;\s*filename\*?=/im.test(headers.toString("latin1"))
          ? "file"
          : "field"
        left.field = most.field
      }
      data = data.subarray(end)
    }
    return Buffer.concat(out)
  }
}
