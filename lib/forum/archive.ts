/** The archive of one's own data as a zip file, made while it is fetched: never all of it in memory. */
import { strToU8, Zip, ZipDeflate } from "fflate"
import type { Saga } from "#lib/db/items/sagas.ts"
import { sagaPart } from "#lib/db/patterns/sagas.ts"
import { t } from "#lib/words/t.ts"

/** @param saga one that ownArchive() gave */
export function zipOf(saga: Saga): ReadableStream<Uint8Array> {
  const parts = Number(saga.data.parts ?? 0)
  let n = 0
  let zip: Zip
  return new ReadableStream<Uint8Array>({
    start(controller) {
      zip = new Zip((error, data, isLast) => {
        if (error) return controller.error(error)
        controller.enqueue(data)
        if (isLast) controller.close()
      })
      // What is in it, for who opens it in ten years.
      add("README.txt", t("web.archive-readme"))
    },
    async pull() {
      n++
      if (n > parts) return zip.end()
      const part = await sagaPart(saga.id, n)
      if (part) add(part.file, part.text)
    },
  })

  function add(name: string, text: string): void {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    file.push(strToU8(text), true)
  }
}
