import { describe, expect, test } from "vitest"
import { getUser } from "#lib/db/patterns/users.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { AboutInput, describeOneself, MAX_ABOUT, renderAbout } from "./about.ts"
import { GUEST, type Member } from "./actor.ts"

freshTable()
withoutLimits()

const say = (who: Member, about: string) => describeOneself(who, AboutInput.parse({ about }))
const shown = async ({ id }: Member) => {
  const { excerpt: about, html: aboutHtml } = renderAbout(
    id,
    (await getUser(id, { consistent: true }))!.about,
  )
  return { about, aboutHtml }
}

describe("what members say about themselves", () => {
  test("is Markdown on their profile, and its beginning is what search engines read", async () => {
    const ann = await someone()
    await say(ann, "Rows *daily*.\n\nSee [my boat](https://boat.example).")
    const { about, aboutHtml } = await shown(ann)
    expect(about).toMatch(/^Rows daily\./)
    expect(aboutHtml).toContain("<em>daily</em>")
    expect(aboutHtml).toContain('rel="nofollow ugc noopener"')
    await say(ann, "")
    expect((await shown(ann)).aboutHtml).toBe("")
  })

  test("runs nothing and calls nobody", async () => {
    const ann = await someone()
    await say(ann, `<script>alert(1)</script> <b onclick="x()">@${ann.name}</b> [x](javascript:alert(1))`)
    const { aboutHtml } = await shown(ann)
    expect(aboutHtml).not.toMatch(/<script|<b |href="javascript|class="mention"/)
  })

  test("has no links while they are new, few later, and never pictures", async () => {
    const [newcomer, ann] = [await someone(undefined, { postCount: 0 }), await someone()]
    await expect(say(newcomer, "Buy at https://pills.example")).rejects.toMatchObject({ code: "about-links" })
    await say(newcomer, "Rows.")
    await expect(say(ann, "![](https://a.example/b.png)")).rejects.toMatchObject({ code: "about-pictures" })
    const links = (n: number) => Array.from({ length: n }, (_, i) => `https://a${i}.example`).join(" ")
    await say(ann, links(5))
    await expect(say(ann, links(6))).rejects.toMatchObject({ code: "about-many-links" })
    expect(renderAbout(ann.id, (await getUser(ann.id))!.about).links).toBe(5)
  })

  test("is refused to guests, the suspended, those who left, and when it is too long", async () => {
    const ann = await someone()
    const suspended = { ...ann, suspendedUntil: "2999-01-01T00:00:00.000Z" }
    await expect(describeOneself(GUEST, { about: "" })).rejects.toMatchObject({ kind: "unauthenticated" })
    await expect(say(suspended, "Hello")).rejects.toMatchObject({ kind: "forbidden" })
    expect(AboutInput.safeParse({ about: "x".repeat(MAX_ABOUT + 1) }).success).toBe(false)
    await endAccountOf((await getUser(ann.id, { consistent: true }))!, "keep")
    await expect(say(ann, "Still here")).rejects.toMatchObject({ code: "session-ended" })
  })
})
