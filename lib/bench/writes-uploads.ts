/** Writes of uploads: what is measured is the table, not the making of pictures. */
import { randomUUID } from "node:crypto"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { getUpload } from "#lib/db/patterns/uploads.ts"
import {
  deferUpload,
  deleteAvatar,
  deleteUpload,
  keepUpload,
  putAvatar,
  putUpload,
  releaseUpload,
} from "#lib/db/writes/uploads.ts"
import type { Member } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { reply } from "#lib/forum/posts.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<unknown>

/** Each is made up by what comes before it. */
export async function measureUploadWrites({ topics }: World, member: Member, write: Measure): Promise<void> {
  const at = nowIso()
  const size = { width: 1920, height: 1280, widths: [480, 960, 1920], bytes: 900_000 }
  const made = () => ({ owner: member.id, id: newId(), ...size, createdAt: at, unusedSince: at })
  const [first, second, third] = [made(), made(), made()]
  const text = "South, like the birds. ".repeat(30)
  const body = (...some: (typeof first)[]) =>
    `${text}\n\n${some.map((one) => `![](${uploadPath(one)})`).join("\n\n")}`
  await commit(putUpload(second, 1e9))
  await commit(putUpload(third, 1e9))
  await write({ own: "W-145" }, () => commit(putUpload(first, 1e9)))
  let post = ""
  await write({ own: "W-146" }, async () => {
    const input = { form: randomUUID(), topic: topics[1]!.id, body: body(first, second) }
    post = (await reply(member, input)).post
  })
  await write({ own: "W-146b" }, () => editPost(member, { post, version: 1, body: body(second, third) }))
  await write({ own: "W-147" }, async () => {
    const unused = await getUpload(first, { consistent: true })
    await commit(deleteUpload(unused!, { unused: true }))
  })
  await commit([releaseUpload(third, "another post", at)])
  await write({ own: "W-147b" }, async () => {
    const used = await getUpload(third, { consistent: true })
    await commit([keepUpload(used!)])
  })
  const named = made()
  await commit(putUpload(named, 1e9))
  await write({ own: "W-147c" }, () => commit([deferUpload(named, nowIso())]))
  const avatar = { user: member.id, version: newId(), createdAt: at }
  await write({ own: "W-148" }, () => commit([putAvatar(avatar)]))
  await write({ own: "W-148b" }, () => commit([deleteAvatar(member.id)]))
}
