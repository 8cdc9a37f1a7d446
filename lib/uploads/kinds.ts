/** What a file is, by its first bytes: neither its name nor what is said of it is believed. */

export type Kind = "jpeg" | "png" | "gif" | "webp" | "avif" | "heic" | "svg" | "unknown"

/** What may be uploaded. */
export const ACCEPTED: ReadonlySet<Kind> = new Set<Kind>(["jpeg", "png", "gif", "webp", "avif"])

export function kindOf(bytes: Uint8Array): Kind {
  const has = (at: number, text: string): boolean => latin(bytes, at, text.length) === text
  if (has(0, "\xff\xd8\xff")) return "jpeg"
  if (has(0, "\x89PNG\r\n\x1a\n")) return "png"
  if (has(0, "GIF87a") || has(0, "GIF89a")) return "gif"
  if (has(0, "RIFF") && has(8, "WEBP")) return "webp"
  if (has(4, "ftyp")) return brandOf(latin(bytes, 8, 24))
  return /<svg[\s>]/i.test(latin(bytes, 0, 4096)) ? "svg" : "unknown"
}

function brandOf(brands: string): Kind {
  if (/^avi[fs]/.test(brands)) return "avif"
  return /^(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(brands) ? "heic" : "unknown"
}

const latin = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", at, at + length)
