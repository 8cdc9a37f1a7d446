/** Reads an archive to its end and holds it against its digests, before anything of it is used. */
import { createHash } from "node:crypto"
import { stat } from "node:fs/promises"
import { Refusal } from "#lib/launcher/refusal.ts"
import {
  asJson,
  CHANGES_FILE,
  cutOff,
  DIGESTS_FILE,
  Digests,
  damaged,
  digestOf,
  type Header,
  isItemsFile,
  openArchive,
  PicturesDigest,
  pictureIn,
  textOf,
} from "./archive.ts"
import type { TarFile } from "./tar.ts"

export type Inspected = { header: Header; digests: Digests; items: number }

/** @param progress called with the bytes read so far @throws Refusal where anything is wrong with it */
export async function inspect(
  file: string,
  progress: (bytes: number) => void = () => {},
): Promise<Inspected> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new Refusal(`There is no file ${file}: name the archive.`)
  const { header, files, close } = await openArchive(file)
  try {
    const [sums, pictures] = [new Map<string, string>(), new PicturesDigest()]
    let digests: Digests | undefined
    let bytes = 0
    for await (const one of files) {
      if (one.name === DIGESTS_FILE) digests = Digests.safeParse(asJson(await textOf(one))).data
      else if (pictureIn(one.name)) await sumPicture(one, pictures)
      else if (isItemsFile(one.name) || one.name === CHANGES_FILE) sums.set(one.name, await sumOf(one))
      else throw damaged(file, `it holds something unknown, ${JSON.stringify(one.name.slice(0, 100))}`)
      bytes += one.size
      progress(bytes)
    }
    if (!digests) throw cutOff(file)
    const wrong = whatDiffers(digests, sums, pictures.end())
    if (wrong) throw damaged(file, wrong)
    const items = Object.entries(digests.files).filter(([name]) => isItemsFile(name))
    return { header, digests, items: items.reduce((sum, [, { lines = 0 }]) => sum + lines, 0) }
  } finally {
    close()
  }
}

async function sumOf({ chunks }: TarFile): Promise<string> {
  const hash = createHash("sha256")
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest("hex")
}

async function sumPicture({ name, size, chunks }: TarFile, pictures: PicturesDigest): Promise<void> {
  pictures.begin(name, size)
  for await (const chunk of chunks) pictures.add(chunk)
}

function whatDiffers(
  digests: Digests,
  sums: Map<string, string>,
  pictures: Digests["pictures"],
): string | undefined {
  for (const [name, { sha256 }] of Object.entries(digests.files)) {
    if (!sums.has(name)) return `${name} is missing`
    if (sums.get(name) !== sha256) return `${name} is not what was written`
  }
  if (sums.size !== Object.keys(digests.files).length) return "it holds more than was written"
  if (pictures.sha256 !== digests.pictures.sha256) return "its pictures are not those that were written"
  if (digestOf(digests) !== digests.digest) return "its digests do not fit together"
  return undefined
}
