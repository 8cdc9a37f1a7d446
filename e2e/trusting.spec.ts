/** Words are watched for: one is refused, one waits for a moderator, one is covered. */
import { administrator } from "./fixtures/administration.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, postIn, send, takenUp } from "./fixtures/writing.ts"

test("an administrator watches for words; what has to wait is approved, and is posted then", async ({
  as,
  another,
  page,
}) => {
  test.slow()
  const topic = await makeTopic("What holds a mast?", { by: [SANNA.name] })
  const [owner, robin, keeper] = [await another(), await as(ROBIN), await as(KEEPER)]
  await administrator(owner)

  await owner.goto("/admin/words")
  await owner.getByLabel("Refused").fill("goldrush*\nx")
  await owner.getByLabel("Held for approval").fill("*blossoms")
  await owner.getByLabel("Covered").fill("barnacl*")
  await send(owner, "Watch for these")
  await expect(owner.getByText("“x” is too little to look for").first()).toBeVisible()
  await owner.getByLabel("Refused").fill("goldrush*")
  await expectNoBarriers(owner, "/admin/words")
  expect(await tooWide(owner, TELEPHONE)).toEqual([])
  await send(owner, "Watch for these")
  await expect(owner.getByText("From now on these are watched for.")).toBeVisible()

  await robin.goto(`${topic.path}/reply`)
  await takenUp(robin)
  const field = main(robin).getByLabel("Your reply")
  await field.fill("Barnacles, and a *goldrush*.")
  await send(robin, "Post reply")
  await expect(robin.getByText("“goldrush*” is not accepted in this forum.").first()).toBeVisible()
  await expect(field).toHaveValue("Barnacles, and a *goldrush*.")
  await field.fill("Barnacles, and tarblossoms.")
  await send(robin, "Post reply")
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("Your text waits for approval")
  await expect(main(robin)).toContainText("■■■■■■■■■, and tarblossoms.")
  await expectNoBarriers(robin, "/case")
  const waits = robin.url()
  await robin.getByText("Change the text", { exact: true }).click()
  await robin.getByRole("textbox", { name: "Your text" }).fill("Barnacles, and late tarblossoms.")
  await send(robin, "Save the new text")
  await expect(main(robin)).toContainText("■■■■■■■■■, and late tarblossoms.")
  await page.goto(topic.path)
  await expect(page.getByText("tarblossoms")).toHaveCount(0)

  const row = keeper.getByRole("listitem").filter({ hasText: "tarblossoms" })
  await expect(async () => {
    await keeper.goto("/moderation/held")
    await expect(row).toContainText("Watched words: *blossoms", { timeout: 500 })
  }).toPass()
  await row.getByRole("link", { name: topic.title }).click()
  await expect(main(keeper)).toContainText("It is a reply in What holds a mast?")
  await expectNoBarriers(keeper, "/moderation/case")
  await keeper.getByRole("button", { name: "Reject it" }).click()
  // What stands beside the field says "why", too: it is the refusal that is waited for, for it begins the form anew.
  await expect(keeper.getByRole("alert").filter({ hasText: "Say why" })).toBeVisible()
  await keeper.getByRole("button", { name: "Approve: post it" }).click()
  await expect(keeper.getByText("approved it")).toBeVisible()

  await robin.goto(waits)
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("Your text was approved")
  await robin.getByRole("link", { name: "See it in its place" }).click()
  await expect(postIn(robin, "■■■■■■■■■, and late tarblossoms.")).toBeVisible()

  // Who thinks better of it takes it back, while nobody has decided.
  await robin.goto(`${topic.path}/reply`)
  await takenUp(robin)
  await field.fill("Apples and appleblossoms.")
  await send(robin, "Post reply")
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("Your text waits for approval")
  await robin.getByText("Take it back", { exact: true }).click()
  await send(robin, "Take the text back")
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("You took your text back")
})
