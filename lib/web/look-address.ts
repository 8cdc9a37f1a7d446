/** Addresses of the style sheets that administrators make: named by what is in them, so that they may be kept for good. */
import { createHash } from "node:crypto"

const LOOK_FILES = ["colors", "own"] as const
export type LookFile = (typeof LOOK_FILES)[number]

export const lookPath = (file: LookFile, css: string): string => `/look/${file}-${hashOf(css)}.css`

export function lookAsked(path: string): { file: LookFile; hash: string } | undefined {
  const [, file, hash] = /^\/look\/(colors|own)-([0-9a-f]{16})\.css$/.exec(path) ?? []
  return file && hash ? { file: file as LookFile, hash } : undefined
}

export const hashOf = (css: string): string => createHash("sha256").update(css).digest("hex").slice(0, 16)
