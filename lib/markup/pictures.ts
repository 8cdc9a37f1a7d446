/** Pictures that members uploaded here: in the size of the screen, with their room kept free before they come. */
import type { Token } from "markdown-it"
import { type UploadName, uploadAt, uploadFilePath, uploadPath } from "#lib/uploads/address.ts"
import { word } from "./words.ts"

/** What is known of one before it is shown. */
export type KnownUpload = UploadName & { width: number; height: number; widths: number[]; moving?: true }

/** By the addresses with which texts name them. */
export type KnownUploads = ReadonlyMap<string, KnownUpload>

/** Pixels of a column of text. */
const COLUMN = 700
/** A higher one leaves nothing else on the screen, unless it is so narrow that nobody would see what it shows. */
const HIGHEST = 640
const NARROWEST = 320

export function knownUploads(uploads: KnownUpload[]): KnownUploads {
  return new Map(uploads.map((one) => [uploadPath(one), one]))
}

/** The upload of an image in a text: undefined when it is none of ours, `gone` when there is none of that address. */
export function uploadOf(token: Token, known: KnownUploads): KnownUpload | "gone" | undefined {
  const name = uploadAt(String(token.attrGet("src")))
  return name && (known.get(uploadPath(name)) ?? "gone")
}

type Shown = {
  alt: string
  title?: string
  /** As the text asks for it. */
  size?: { width: number; height: number }
  /** It is part of a link already. */
  linked: boolean
  escapeHtml: (text: string) => string
}

export function pictureHtml(upload: KnownUpload, { alt, title, size, linked, escapeHtml }: Shown): string {
  const { width, height } = size ?? roomFor(upload)
  const files = upload.widths.map((one) => `${uploadFilePath(upload, one)} ${one}w`)
  const attributes = {
    src: uploadFilePath(upload, upload.widths.find((one) => one >= width) ?? upload.widths.at(-1)!),
    ...(files.length > 1 && { srcset: files.join(", "), sizes: `min(100vw, ${Math.min(width, COLUMN)}px)` }),
    alt,
    ...(title && { title }),
    ...{ width, height, loading: "lazy", decoding: "async" },
  }
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
  const image = still(upload, `<img ${written.join(" ")}>`)
  const label = alt ? "" : ` aria-label="${word("picture")}"`
  const isSmaller = upload.width > Math.min(width, COLUMN)
  return linked || !isSmaller ? image : `<a href="${uploadPath(upload)}"${label}>${image}</a>`
}

/** In place of a picture that is not there. */
export function goneHtml(alt: string, escapeHtml: (text: string) => string): string {
  return `<em>${word("picture-gone")}${alt ? ` ${escapeHtml(alt)}` : ""}</em>`
}

/** Who wants nothing to move sees its first moment. */
function still(upload: KnownUpload, image: string): string {
  if (!upload.moving) return image
  const first = uploadFilePath(upload, "still")
  return `<picture><source media="(prefers-reduced-motion: reduce)" srcset="${first}">${image}</picture>`
}

function roomFor({ width, height }: KnownUpload): { width: number; height: number } {
  const wanted = Math.min(width, Math.max((HIGHEST * width) / height, NARROWEST))
  return { width: Math.round(wanted), height: Math.max(1, Math.round((wanted * height) / width)) }
}
