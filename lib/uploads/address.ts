/** Addresses of uploads, in texts and in pages. Free of everything else: the browser and lib/markup load it, too. */

/** Which upload: its owner is part of its address. Both are ids. */
export type UploadName = { owner: string; id: string }

const ID = "[0-7][0-9a-hjkmnp-tv-z]{25}"
const ONE_FILE = `/uploads/${ID}/${ID}/(?:\\d{1,4}|still)\\.webp(?: \\d{1,4}w)?`
const ADDRESS = new RegExp(`^/uploads/(${ID})/(${ID})$`, "i")
const FILE = new RegExp(`^/uploads/(${ID})/(${ID})(?:/(\\d{1,4}|still)\\.webp)?$`)
const FILES = new RegExp(`^${ONE_FILE}(?:, ${ONE_FILE})*$`)
const IN_TEXT = new RegExp(`/uploads/(${ID})/(${ID})`, "gi")

/** How a text names an upload: the same whatever files there are of it. */
export const uploadPath = ({ owner, id }: UploadName): string =>
  `/uploads/${owner.toLowerCase()}/${id.toLowerCase()}`

/** One file of it: so many pixels wide, or the first moment of what moves. */
export const uploadFilePath = (name: UploadName, file: number | "still"): string =>
  `${uploadPath(name)}/${file}.webp`

/** The upload that an address in a text means, or undefined. */
export function uploadAt(address: string): UploadName | undefined {
  const [, owner, id] = ADDRESS.exec(address) ?? []
  return owner && id ? { owner: owner.toUpperCase(), id: id.toUpperCase() } : undefined
}

/** What a request asks for: a file of an upload (the largest where none is named), or undefined. */
export function uploadAsked(path: string): (UploadName & { file?: string }) | undefined {
  const [, owner, id, file] = FILE.exec(path) ?? []
  if (!owner || !id) return undefined
  return { owner: owner.toUpperCase(), id: id.toUpperCase(), ...(file && { file }) }
}

/** Whether a list of files to choose from (`srcset`) is of uploads alone. */
export const areUploadFiles = (list: string): boolean => FILES.test(list)

/** Uploads that may be named in a source, once each: in code they are named as well, and not shown. */
export function uploadsNamedIn(source: string): UploadName[] {
  const found = new Map<string, UploadName>()
  for (const [address] of source.matchAll(IN_TEXT)) {
    const name = uploadAt(address)
    if (name) found.set(address.toLowerCase(), name)
  }
  return [...found.values()]
}
