/** The archive of one's own data as a zip file, made while it is fetched: never all of it in memory. */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Place } from "#lib/db/patterns/belongings.ts"
import { sagaPart } from "#lib/db/patterns/sagas.ts"
import { getAvatar, uploadsOf } from "#lib/db/patterns/uploads.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { t } from "#lib/words/t.ts"

/** Of the list of them; and of their bytes, which are held until they are sent: a bucket takes its time for each. */
const [PICTURES_LISTED, PICTURES_AT_ONCE] = [25, 5]

type File = { name: string; bytes: Uint8Array; packed?: true }

/** Under which name an uploaded picture is in the archive. */
export const archivedName = (upload: string): string => `pictures/${upload.toLowerCase()}.webp`

/** @param saga one that ownArchive() gave */
export function zipOf(saga: Saga): ReadableStream<Uint8Array> {
  const files = filesOf(saga)
  let zip: Zip
  return new ReadableStream<Uint8Array>({
    start(controller) {
      zip = new Zip((error, data, isLast) => {
        if (error) return controller.error(error)
        controller.enqueue(data)
        if (isLast) controller.close()
      })
    },
    async pull() {
      const { value } = await files.next()
      if (!value) return zip.end()
      const file = value.packed ? new ZipPassThrough(value.name) : new ZipDeflate(value.name, { level: 6 })
      zip.add(file)
      file.push(value.bytes, true)
    },
  })
}

async function* filesOf(saga: Saga): AsyncGenerator<File, undefined> {
  // What is in it, for who opens it in ten years.
  yield { name: "README.txt", bytes: strToU8(t("web.archive-readme")) }
  for (let n = 1; n <= Number(saga.data.parts ?? 0); n++) {
    const part = await sagaPart(saga.id, n)
    if (part) yield { name: part.file, bytes: strToU8(part.text) }
  }
  yield* picturesOf(String(saga.input.user))
}

/** As they are now: what was deleted since the archive was made is not in it. */
async function* picturesOf(user: string): AsyncGenerator<File, undefined> {
  const avatar = await getAvatar(user)
  const own = avatar && (await filesIn.avatar(avatar).get("240.webp"))
  if (own) yield { name: "avatar.webp", bytes: own, packed: true }
  let after: Place | undefined
  do {
    const { items, next } = await uploadsOf(user, { limit: PICTURES_LISTED, ...(after && { after }) })
    for (let at = 0; at < items.length; at += PICTURES_AT_ONCE) {
      const some = items.slice(at, at + PICTURES_AT_ONCE)
      const read = await Promise.all(some.map((one) => filesIn.upload(one).get(`${one.width}.webp`)))
      for (const [i, bytes] of read.entries())
        if (bytes) yield { name: archivedName(some[i]!.id), bytes, packed: true }
    }
    after = next
  } while (after)
}
