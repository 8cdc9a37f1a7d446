import { afterAll, describe, expect, test } from "vitest"
import { getPost } from "#lib/db/patterns/posts.ts"
import { uploadsOf } from "#lib/db/patterns/uploads.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore, naming } from "#lib/testing/uploads.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { type Actor, GUEST, type Member } from "./actor.ts"
import { changeAvatar } from "./avatars.ts"
import { editPost } from "./editing.ts"
import { previewText } from "./preview.ts"
import { removePost, restorePost } from "./removal.ts"
import { moveTopic, type Written } from "./topics.ts"
import { beginUpload, MAX_UPLOADS_IN_POST, MAX_USES, upload, visibleUpload } from "./uploads.ts"

freshTable()
const store = freshStore()
afterAll(expectConsistent)

const sees = (actor: Actor, ref: { owner: string; id: string }): Promise<boolean> =>
  visibleUpload(actor, ref).then(
    () => true,
    () => false,
  )
const edit = (actor: Actor, { post }: Written, body: string, version = 1) =>
  editPost(actor, { post, version, body })

describe("who may see a picture", () => {
  test("is its owner alone, until a post shows it", async () => {
    const [member, other, moderator] = [await someone(), await someone(), await staff()]
    const ref = await aPicture(member)
    expect(await Promise.all([member, other, moderator, GUEST].map((one) => sees(one, ref)))).toEqual([
      ...[true, false, false, false],
    ])
    await aTopic(member, await aCategory(), { body: naming(ref) })
    expect(await visibleUpload(GUEST, ref)).toMatchObject({ isPublic: true })
  })

  test.each([
    ["everyone", true, true, true],
    ["members", false, true, true],
    ["staff", false, false, true],
  ] as const)("is who may read where it is shown: %s", async (readers, guest, member, moderator) => {
    const author = await staff()
    const ref = await aPicture(author)
    await aTopic(author, await aCategory({ readers }), { body: naming(ref) })
    const all = [GUEST, await someone(), await staff()]
    expect(await Promise.all(all.map((one) => sees(one, ref)))).toEqual([guest, member, moderator])
    if (!guest) expect((await visibleUpload(author, ref)).isPublic).toBe(false)
  })

  test("changes with its post: edited, removed, restored, moved", async () => {
    const [author, other, moderator] = [await someone(), await someone(), await staff()]
    const [open, closed] = [await aCategory(), await aCategory({ readers: "staff" })]
    const ref = await aPicture(author)
    const topic = await aTopic(author, open, { body: naming(ref) })
    expect(await sees(GUEST, ref)).toBe(true)

    await edit(author, topic, "Without it.")
    expect([await sees(GUEST, ref), await sees(author, ref)]).toEqual([false, true])
    await edit(author, topic, naming(ref), 2)
    expect(await sees(GUEST, ref)).toBe(true)

    await removePost(moderator, { post: topic.post })
    const all = [GUEST, other, author, moderator]
    expect(await Promise.all(all.map((one) => sees(one, ref)))).toEqual([false, false, true, true])
    await restorePost(moderator, { post: topic.post })
    expect(await sees(GUEST, ref)).toBe(true)

    await moveTopic(moderator, { topic: topic.topic, category: closed.id })
    expect(await Promise.all(all.map((one) => sees(one, ref)))).toEqual([false, false, true, true])
  })

  test("is not widened by somebody else who names its address", async () => {
    const [author, other] = [await someone(), await someone()]
    const hidden = await aPicture(author)
    await aTopic(author, await aCategory({ readers: "members" }), { body: naming(hidden) })
    const open = await aTopic(other, await aCategory(), { body: `Look: ${naming(hidden)}` })
    expect(await sees(GUEST, hidden)).toBe(false)
    const post = await getPost(open.topic, open.post)
    expect(post).not.toHaveProperty("uploads")
    expect(post?.html).toContain(uploadPath(hidden))
    // Nor does the owner of one lose it when others no longer name it.
    await edit(other, open, "Never mind.")
    expect(await sees(other, hidden)).toBe(true)
  })

  test("is told nothing of one that is not there", async () => {
    const member = await someone()
    const { owner, id } = await aPicture(member)
    const refusal = { kind: "not-found", code: "upload-missing" }
    await expect(visibleUpload(member, { owner, id: (await someone()).id })).rejects.toMatchObject(refusal)
    await expect(visibleUpload(GUEST, { owner, id })).rejects.toMatchObject(refusal)
  })
})

describe("a post", () => {
  test("keeps room for its pictures, in the sizes that there are", async () => {
    const member = await someone()
    const { upload: made } = await upload(await beginUpload(member), await aPng(1000, 500))
    const html = await previewText(member, { body: `![A boat](${uploadPath(made)})` })
    expect(html).toContain('width="1000" height="500"')
    expect(html).toContain(`srcset="${uploadPath(made)}/480.webp 480w, `)
    expect(html).toMatch(/alt="A boat"/)
  })

  test("says of a picture that is not there that it is not", async () => {
    const member = await someone()
    const body = `![A <b>boat</b>](${uploadPath({ owner: member.id, id: member.id })})`
    expect(await previewText(member, { body })).toBe(
      "<p><em>[picture not there] A &lt;b&gt;boat&lt;/b&gt;</em></p>\n",
    )
  })

  test("does not show what stands in code, and so does not open it", async () => {
    const member = await someone()
    const ref = await aPicture(member)
    const topic = await aTopic(member, await aCategory(), { body: `\`${naming(ref)}\`` })
    expect((await getPost(topic.topic, topic.post))?.uploads).toBeUndefined()
    expect(await sees(GUEST, ref)).toBe(false)
  })

  test("with too many is refused, and so is a picture in too many posts", async () => {
    const member = await someone()
    const ref = await aPicture(member)
    const many = Array.from({ length: MAX_UPLOADS_IN_POST + 1 }, (_, n) => ({
      owner: member.id,
      id: `01JD0000000000000000000${String(n).padStart(3, "0")}`,
    }))
    await expect(previewText(member, { body: naming(...many) })).rejects.toMatchObject({
      code: "too-many-uploads",
    })
    const category = await aCategory()
    const topics: Written[] = []
    const author = await staffLike(member)
    const { topic } = await aTopic(author, category, { body: naming(ref) })
    for (let n = 1; n < MAX_USES; n++) topics.push(await aReply(author, topic, naming(ref)))
    await expect(aReply(author, topic, naming(ref))).rejects.toMatchObject({ code: "upload-used-up" })
    await edit(author, topics[0]!, "Without.")
    await aReply(author, topic, naming(ref))
  })

  test("keeps the picture of its author where a moderator edits, and a moderator's own", async () => {
    const [author, moderator] = [await someone(), await staff()]
    const [own, theirs] = [await aPicture(author), await aPicture(moderator)]
    const topic = await aTopic(author, await aCategory(), { body: naming(own) })
    await edit(moderator, topic, naming(own, theirs))
    expect([await sees(GUEST, own), await sees(GUEST, theirs)]).toEqual([true, true])
    await edit(author, topic, naming(own), 2)
    expect([await sees(GUEST, own), await sees(GUEST, theirs)]).toEqual([true, false])
  })
})

/** The same member, whom no limit of replies holds up. */
const staffLike = async (member: Member): Promise<Member> => ({ ...member, role: "moderator" })

describe("uploading", () => {
  test("is for members who may write", async () => {
    const suspended = await someone(undefined, { suspendedUntil: "2999-01-01T00:00:00.000Z" })
    await expect(beginUpload(GUEST)).rejects.toMatchObject({ code: "sign-in-first" })
    await expect(beginUpload(suspended)).rejects.toMatchObject({ code: "suspended" })
    await expect(changeAvatar(suspended, await aPng())).rejects.toMatchObject({ code: "suspended" })
    await expect(changeAvatar(GUEST, await aPng())).rejects.toMatchObject({ code: "sign-in-first" })
  })

  test("has an end for each, sooner for who is new", async () => {
    const [member, fresh] = [await someone(), await someone(undefined, { postCount: 0 })]
    for (let n = 0; n < 30; n++) await beginUpload(member)
    await expect(beginUpload(member)).rejects.toThrow(/You can upload pictures again in/)
    for (let n = 0; n < 10; n++) await beginUpload(fresh)
    await expect(beginUpload(fresh)).rejects.toThrow(/New members can upload a few a day/)
  })

  test("leaves nothing behind where the files cannot be kept", async () => {
    const member = await someone()
    store.current().breakDown()
    await expect(aPicture(member)).rejects.toThrow("The disk is full.")
    expect((await uploadsOf(member.id, { limit: 9 })).items).toEqual([])
  })
})
