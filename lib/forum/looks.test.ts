import { describe, expect, test } from "vitest"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { staff } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { freshTable } from "#lib/testing/table.ts"
import { freshStore } from "#lib/testing/uploads.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { GUEST } from "./actor.ts"
import { colorForum, ForumNameInput, markForum, nameForum, styleForum, undoLook } from "./looks.ts"
import { forumName, learnForumName } from "./present-look.ts"

freshTable()
freshStore()

const present = async (): Promise<number> => (await getLook())?.version ?? 0

describe("how the forum looks", () => {
  test("has a name that mails have, too, and back", async () => {
    const admin = await staff("admin")
    const given = forumName()
    const { name } = ForumNameInput.parse({ version: "0", name: "  The  Quay " })
    expect(name).toBe("The Quay")
    await nameForum(admin, { version: await present(), name })
    await learnForumName()
    expect(forumName()).toBe("The Quay")
    const { items } = await eventsByActor(admin.id)
    expect(items).toMatchObject([{ act: "look-changed", after: { name: "The Quay" } }])
    await undoLook(admin, { event: items[0]!.version })
    await learnForumName()
    expect(forumName()).toBe(given)
  })

  test("is cleaned before anybody gets it, and taken back as it was", async () => {
    const admin = await staff("admin")
    const one = await styleForum(admin, {
      version: await present(),
      css: "a { color: red } /* x */",
      on: "on",
    })
    expect([one.cleanCss, one.cssOff]).toEqual(["a{color:red}", undefined])
    const refused = styleForum(admin, { version: one.version, css: "@import 'x';", on: "on" })
    await expect(refused).rejects.toMatchObject({ details: { field: "css" } })
    const two = await styleForum(admin, { version: one.version, css: "b{}", on: undefined })
    expect([two.css, two.cssOff]).toEqual(["b{}", true])
    const [last] = (await eventsByActor(admin.id)).items
    const back = await undoLook(admin, { event: last!.version })
    expect([back.css, back.cleanCss, back.cssOff]).toEqual([one.css, one.cleanCss, undefined])
    // What was changed again since is not taken back.
    await expect(undoLook(admin, { event: last!.version })).rejects.toMatchObject({ code: "not-undoable" })
  })

  test("has colours that can be read, or those it comes with", async () => {
    const admin = await staff("admin")
    const colors = { light: "#5b2a86", dark: "#d0b0f0", intent: undefined }
    const one = await colorForum(admin, { version: await present(), ...colors })
    expect(one).toMatchObject({ light: "#5b2a86", dark: "#d0b0f0" })
    const pale = colorForum(admin, { version: one.version, ...colors, light: "#ffee00" })
    await expect(pale).rejects.toMatchObject({ details: { field: "light" } })
    const none = await colorForum(admin, { version: one.version, ...colors, intent: "reset" })
    expect([none.light, none.dark]).toEqual([undefined, undefined])
  })

  test("has a logo whose files stay for who takes a change back", async () => {
    const admin = await staff("owner")
    const version = await present()
    const words = { alt: "Our mark", beside: undefined, intent: undefined, dark: undefined }
    await expect(markForum(admin, { version, image: undefined, ...words })).rejects.toMatchObject({
      details: { field: "image" },
    })
    const image = new File([new Uint8Array(await aPng(400, 200))], "logo.png")
    const marked = await markForum(admin, { version, image, ...words })
    expect(marked.logo).toMatchObject({ width: 192, height: 96 })
    // The table gives the parts of a logo in an order of its own.
    const [made] = (await eventsByActor(admin.id)).items
    const unmarked = await undoLook(admin, { event: made!.version })
    expect(unmarked.logo).toBeUndefined()
    const again = (await eventsByActor(admin.id)).items[0]!.version
    expect((await undoLook(admin, { event: again })).logo).toEqual(marked.logo)
    const image2 = { version: await present(), image: "" }
    const none = await markForum(admin, { ...image2, ...words, intent: "remove" })
    expect([none.logo, none.logoAlt]).toEqual([undefined, undefined])
    expect(await filesIn.logo(marked.logo!.version).get("logo.webp")).toBeDefined()
  })

  test("is changed by administrators alone, and by one at a time", async () => {
    const version = await present()
    for (const who of [GUEST, await staff("moderator")]) {
      await expect(nameForum(who, { version, name: "Ours" })).rejects.toMatchObject({
        kind: who === GUEST ? "unauthenticated" : "forbidden",
      })
      await expect(styleForum(who, { version, css: "", on: "on" })).rejects.toThrow()
      await expect(undoLook(who, { event: 1 })).rejects.toThrow()
    }
    const [one, two] = [await staff("admin"), await staff("owner")]
    const done = await Promise.allSettled([
      nameForum(one, { version, name: "One" }),
      nameForum(two, { version, name: "Two" }),
    ])
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const now = await present()
    await expect(nameForum(two, { version, name: "Late" })).rejects.toMatchObject({
      code: "changed-meanwhile",
      details: { version: now },
    })
  })
})
