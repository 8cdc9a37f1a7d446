/** Files that people upload, made here: photographs, what moves, and what only looks like a picture. */
import sharp from "sharp"
import type { UploadStore } from "#lib/uploads/store.ts"

const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#357",
      noise: { type: "gaussian", mean: 128, sigma: 20 },
    },
  })

/** A photograph as a telephone writes it: lying on its side, with the place where it was taken. */
export async function aPhotograph(width = 600, height = 400): Promise<Uint8Array> {
  return noise(width, height)
    .jpeg()
    .withExif({
      IFD0: { Make: "Telephone", Copyright: "SECRET OWNER" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "59/1 20/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

export async function aPng(width = 60, height = 40): Promise<Uint8Array> {
  return noise(width, height).png().toBuffer()
}

/** Of one colour: large, and few bytes. */
export async function aFlatPng(width: number, height: number): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background: "#046" } })
    .png()
    .toBuffer()
}

/** @param moments how many pictures follow each other */
export async function aMovingGif(width = 64, height = 48, moments = 5): Promise<Uint8Array> {
  const frames = await Promise.all(
    Array.from({ length: moments }, (_, i) =>
      sharp({ create: { width, height, channels: 3, background: { r: (i * 40) % 256, g: 90, b: 120 } } })
        .png()
        .toBuffer(),
    ),
  )
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: 100 })
    .toBuffer()
}

/** A GIF in front, a program behind: both a picture and something that a browser could run. */
export async function aPolyglot(): Promise<Uint8Array> {
  const gif = await noise(30, 20).gif().toBuffer()
  return Buffer.concat([gif, Buffer.from("/*<script>alert(document.domain)</script><svg onload=alert(1)>*/")])
}

/** Small to send, 100 million pixels to decode. */
export async function aBomb(): Promise<Uint8Array> {
  return sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: "#000" } })
    .png()
    .toBuffer()
}

/** A store that forgets, and can be broken. */
export function storeInMemory(): UploadStore & { names(): string[]; breakDown(): void } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  let broken = false
  return {
    async put(name, bytes) {
      if (broken) throw new Error("The disk is full.")
      files.set(name, new Uint8Array(bytes))
    },
    get: async (name) => files.get(name),
    async remove(folder) {
      for (const name of files.keys()) if (name.startsWith(`${folder}/`)) files.delete(name)
    },
    names: () => [...files.keys()],
    breakDown: () => {
      broken = true
    },
  }
}
