/**
 * From a file that somebody sent to files that we made: decoded, turned upright, cut to size and written anew, so that
 * nothing of the original gets through but what can be seen. No place, no camera, no script, no second file inside.
 */
import type { Sharp } from "sharp"
import { ForumError } from "#lib/base/errors.ts"
import type { MessageCode } from "#lib/base/messages.ts"
import { AVATAR_SIZES } from "./avatar-address.ts"
import { ACCEPTED, kindOf } from "./kinds.ts"

/** Of a file as it is sent. A photograph of a telephone has 3 to 8 MB. */
export const MAX_UPLOAD_BYTES = 10 * 2 ** 20
/** Decoded, all moments of what moves together: 200 MB of memory. Telephones make 50 million. */
const MAX_PIXELS = 50_000_000
/** What moves costs time for each moment: beyond it, its first one is kept alone. */
const MAX_MOVING_PIXELS = 20_000_000
const MAX_MOMENTS = 250
/** A telephone's width twice as dense, a column of text twice as dense, and a whole screen. */
const WIDTHS = [480, 960, 1920]
/** What moves comes in one width: each would be another few megabytes. */
const MOVING_WIDTH = 800
/** Long pictures of a screen stay legible; a file holds 16,383 at most. */
const MAX_HEIGHT = 8_000
/** ADR 0145 says what others would cost. */
const QUALITY = { quality: 80, effort: 4, smartSubsample: true } as const
const SECONDS = 30

export type Made = { name: string; bytes: Uint8Array }
export type Picture = {
  files: Made[]
  /** Of the largest file. */
  width: number
  height: number
  widths: number[]
  moving: boolean
  /** It moved, and was too long for that. */
  stilled: boolean
}

/** Makes the files of an upload. @throws ForumError invalid, limited; conflict/uploads-off where this machine cannot */
export async function makePicture(bytes: Uint8Array): Promise<Picture> {
  return work(bytes, async (open) => {
    const { width, height, moments, total } = await sizeOf(open)
    const couldMove = moments > 1
    const moving = couldMove && moments <= MAX_MOMENTS && total <= MAX_MOVING_PIXELS
    const widths = moving ? [Math.min(width, MOVING_WIDTH)] : widthsFor(width, height)
    const files: Made[] = []
    let last = { width: 0, height: 0 }
    for (const wanted of widths) {
      const image = open(moving).resize({ width: wanted, height: MAX_HEIGHT, fit: "inside" })
      const { data, info } = await image.webp(QUALITY).toBuffer({ resolveWithObject: true })
      files.push({ name: `${wanted}.webp`, bytes: data })
      last = { width: info.width, height: info.pageHeight ?? info.height }
    }
    if (moving) {
      const still = await open(false).resize({ width: widths[0] }).webp(QUALITY).toBuffer()
      files.push({ name: "still.webp", bytes: still })
    }
    return { files, ...last, widths, moving, stilled: couldMove && !moving }
  })
}

/** Makes the files of the picture beside a name: the square in its middle, without anything to see through. */
export async function makeAvatar(bytes: Uint8Array): Promise<Made[]> {
  return work(bytes, async (open) => {
    await sizeOf(open)
    // One after the other: each opens the whole picture.
    const made: Made[] = []
    for (const size of AVATAR_SIZES) {
      const picture = open(false).resize(size, size, { fit: "cover", position: "centre" })
      const bytes = await picture.flatten({ background: "#ffffff" }).webp(QUALITY).toBuffer()
      made.push({ name: `${size}.webp`, bytes })
    }
    return made
  })
}

/** Three times as dense as it is shown: 32 pixels high, and not wider than there is room on a telephone. */
const LOGO = { width: 600, height: 96, fit: "inside", withoutEnlargement: true } as const

/** Makes the file of the forum's logo; what one can see through stays so. */
export async function makeLogo(bytes: Uint8Array): Promise<{ file: Made; width: number; height: number }> {
  return work(bytes, async (open) => {
    await sizeOf(open)
    const image = open(false)
      .resize(LOGO)
      .webp({ ...QUALITY, quality: 90 })
    const { data, info } = await image.toBuffer({ resolveWithObject: true })
    return { file: { name: "logo.webp", bytes: data }, width: info.width, height: info.height }
  })
}

/** Whether pictures can be made on this machine: the package has a part for each, which may be missing. */
export async function canMakePictures(): Promise<boolean> {
  return (await loaded()) !== undefined
}

/** Ascending, the last as wide as the picture may be. */
function widthsFor(width: number, height: number): number[] {
  const most = Math.min(width, WIDTHS.at(-1)!, Math.max(1, Math.round((MAX_HEIGHT / height) * width)))
  return [...WIDTHS.filter((one) => one < most), most]
}

type Open = (moving: boolean) => Sharp

/** Says the size as it is seen, before anything is decoded. */
async function sizeOf(
  open: Open,
): Promise<{ width: number; height: number; moments: number; total: number }> {
  const { autoOrient, pages = 1, pageHeight } = await open(true).metadata()
  const width = autoOrient.width
  const height = pageHeight ?? autoOrient.height
  const total = width * height * pages
  if (width * height > MAX_PIXELS)
    throw new ForumError("invalid", "upload-too-many-pixels", { field: "image" })
  return { width, height, moments: pages, total }
}

/** Makes something of a file, when it is this one's turn. What cannot be decoded is the file's fault. */
async function work<T>(bytes: Uint8Array, make: (open: Open) => Promise<T>): Promise<T> {
  requirePicture(bytes)
  const sharp = await loaded()
  if (!sharp) throw new ForumError("conflict", "uploads-off", { field: "image" })
  const open: Open = (moving) =>
    sharp(bytes, { failOn: "error", limitInputPixels: MAX_PIXELS, animated: moving })
      .timeout({ seconds: SECONDS })
      .autoOrient()
  return inTurn(async () => {
    try {
      return await make(open)
    } catch (error) {
      if (error instanceof ForumError) throw error
      const isTooMuch = /pixel limit|timeout/i.test(String(error))
      throw new ForumError("invalid", isTooMuch ? "upload-too-many-pixels" : "upload-broken", {
        field: "image",
      })
    }
  })
}

/** @throws ForumError invalid */
function requirePicture(bytes: Uint8Array): void {
  const refused = (code: MessageCode) => new ForumError("invalid", code, { field: "image" })
  if (bytes.length === 0) throw refused("upload-empty")
  if (bytes.length > MAX_UPLOAD_BYTES) throw refused("upload-too-large")
  const kind = kindOf(bytes)
  if (ACCEPTED.has(kind)) return
  if (kind === "svg") throw refused("upload-svg")
  throw refused(kind === "heic" ? "upload-heic" : "upload-kind")
}

/** Each may take 200 MB and a core. */
const UPLOADS = line(2, 16)
/** What strangers' programs ask for keeps no member waiting. */
const CARDS = line(1, 4)

/** Waits for a turn: few pictures are made at once. @throws ForumError conflict when too many wait */
const inTurn = UPLOADS
export const inTurnOfCards = CARDS

function line(atOnce: number, inLine: number): <T>(make: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (make) => {
    if (running >= atOnce) {
      if (waiting.length >= inLine) throw new ForumError("conflict", "busy", { field: "image" })
      await new Promise<void>((turn) => waiting.push(turn))
    } else running++
    try {
      return await make()
    } finally {
      // Who waits takes the place of who goes.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

type Library = typeof import("sharp").default
let library: Promise<Library | undefined> | undefined

/** Loaded when the first picture comes: most processes never make one. */
export function loaded(): Promise<Library | undefined> {
  library ??= import("sharp").then(
    (module) => guarded(module.default),
    (error) => {
      console.error(`Pictures cannot be uploaded: ${String(error).split("\n")[0]}`)
      return undefined
    },
  )
  return library
}

/** Only these decoders ever see a byte of a stranger's file. */
function guarded(sharp: Library): Library {
  const decoders = ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((one) => `VipsForeignLoad${one}Buffer`)
  sharp.block({ operation: ["VipsForeignLoad"] })
  sharp.unblock({ operation: decoders })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
