/** Where the bytes of uploads lie: a folder here, or a bucket. Another place is another UploadStore, chosen in this file alone. */
import { join } from "node:path"
import { config } from "#lib/config.ts"
import type { UploadName } from "./address.ts"
import { AVATAR_SIZES } from "./avatar-address.ts"
import { diskStore } from "./disk-store.ts"
import type { Made } from "./pictures.ts"
import { s3Store } from "./s3-store.ts"

/**
 * Keeps files by name. A name is parts of lower-case letters, digits, dots and dashes, with slashes between them; what
 * was put under a name never changes.
 */
export type UploadStore = {
  /** Keeps the bytes for good, or throws: nobody ever reads half of them. */
  put(name: string, bytes: Uint8Array): Promise<void>
  get(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Deletes everything whose name begins with these parts. What is gone is gone. */
  remove(folder: string): Promise<void>
}

const NAME = /^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*(?:\.[a-z]+)?$/

let store: UploadStore | undefined

/** The store in use, from the configuration at the first call. */
export function uploadStore(): UploadStore {
  const { bucket, data } = config()
  store ??= named(bucket ? s3Store(bucket.name) : diskStore(join(data, "uploads")))
  return store
}

/** For tests: another one, or (without) that of the configuration again. */
export function setUploadStore(other?: UploadStore): void {
  store = other && named(other)
}

/** Names come from ids and numbers alone; should one ever not, nothing is touched. */
function named(inner: UploadStore): UploadStore {
  const checked = (name: string): string => {
    if (!NAME.test(name)) throw new Error(`No file can be called ${JSON.stringify(name)}.`)
    return name
  }
  return {
    put: async (name, bytes) => inner.put(checked(name), bytes),
    get: async (name) => inner.get(checked(name)),
    remove: async (folder) => inner.remove(checked(folder)),
  }
}

/** The files of one thing. */
export type Files = {
  put(files: Made[]): Promise<void>
  get(file: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  remove(): Promise<void>
}

const folders = {
  upload: ({ owner, id }: UploadName) => `posts/${owner}/${id}`.toLowerCase(),
  avatar: ({ user, version }: { user: string; version: string }) =>
    `avatars/${user}/${version}`.toLowerCase(),
  logo: (version: string) => `logos/${version}`.toLowerCase(),
}

/** Where the files of each thing lie: what is in the table leads there, nothing else does. */
export const filesIn = {
  upload: (upload: UploadName): Files => folder(folders.upload(upload)),
  avatar: (avatar: { user: string; version: string }): Files => folder(folders.avatar(avatar)),
  logo: (version: string): Files => folder(folders.logo(version)),
}

/** The names of all files of a thing in the store: for who takes them elsewhere. */
export const fileNames = {
  upload: (upload: UploadName & { widths: number[]; moving?: true }): string[] =>
    [...upload.widths.map(String), ...(upload.moving ? ["still"] : [])].map(
      (name) => `${folders.upload(upload)}/${name}.webp`,
    ),
  avatar: (avatar: { user: string; version: string }): string[] =>
    AVATAR_SIZES.map((size) => `${folders.avatar(avatar)}/${size}.webp`),
  logo: (version: string): string[] => [`${folders.logo(version)}/logo.webp`],
}

function folder(at: string): Files {
  return {
    async put(files) {
      for (const { name, bytes } of files) await uploadStore().put(`${at}/${name}`, bytes)
    },
    get: (file) => uploadStore().get(`${at}/${file}`),
    remove: () => uploadStore().remove(at),
  }
}
