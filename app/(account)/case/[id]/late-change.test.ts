import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test, vi } from "vitest"
import { OwnHeld } from "#components/moderation/held-text.tsx"
import { GUEST } from "#lib/forum/actor.ts"
import { decide } from "#lib/forum/deciding.ts"
import { HeldChangeInput } from "#lib/forum/held-changing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { decision } from "#lib/testing/cases.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCase } from "#lib/views/cases.ts"
import { EMPTY_FORM } from "#lib/web/form-state.ts"
import { keptFields } from "#lib/web/kept.ts"
import { sendHeldChange } from "#lib/web/moderating.ts"
import { casePath } from "#lib/web/paths.ts"

vi.mock("next/headers", () => import("#lib/testing/next-headers.ts"))

freshTable()

test("a change that is sent after the decision is shown to its author on the page of the text", async () => {
  await changeSettings({ kind: "operator" }, { values: { "first-posts-held": 9 } })
  const [author, category] = [await someone(undefined, { postCount: 0 }), await aCategory()]
  const held: unknown = await aTopic(author, category, { tags: [] }).catch((error) => error)
  if (!(held instanceof Waits)) throw held
  const { id } = held
  const before = await loadCase(author, id)
  const { mark = "" } = (before.part === "held" && before.own) || {}
  const body = "Ten minutes of <writing>."
  const sent = HeldChangeInput.parse({ case: id, mark, body, title: "Which tar?", tags: "tar" })
  await decide(await staff(), await decision(id, "reject", "No"))

  await expect(sendHeldChange(GUEST, sent)).rejects.toMatchObject({ kind: "unauthenticated" })
  expect(await sendHeldChange(author, sent)).toEqual({ to: casePath(id), stale: [] })
  const [view, kept] = [await loadCase(author, id), await keptFields(casePath(id))]
  if (view.part !== "held") throw new Error(view.part)
  const nothing = async () => EMPTY_FORM
  const page = renderToStaticMarkup(
    createElement(OwnHeld, { view, kept, change: nothing, takeBack: nothing }),
  )
  for (const said of ["so the change was not saved", "Ten minutes of &lt;writing&gt;.", "Which tar?", "tar"])
    expect(page).toContain(said)
})
