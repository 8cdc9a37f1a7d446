/** Administrators see how the forum does, what it costs, and set right what could not be done behind its pages. */
import { HOUR, now } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { enqueue, giveUp, newMail, take } from "#lib/email/outbox.ts"
import { setRole } from "#lib/forum/roles.ts"
import { setAside } from "#lib/projections/dead-letters.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { adminPath, costsPath, machinePath, outboxPath, overviewPath } from "#lib/web/admin-paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { tooWide } from "./fixtures/layout.ts"
import { KEEPER, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

test("how the forum does, and what it costs", { tag: "@plain" }, async ({ page, as }) => {
  test.slow()
  const who = await newcomer(page)
  const keeper = await as(KEEPER)
  for (const path of [adminPath(), machinePath()]) expect((await keeper.goto(path))?.status(), path).toBe(404)
  // Whose role changes signs in anew.
  await onTable(async () =>
    setRole({ kind: "operator" }, { member: (await memberOf(who)).id, role: "admin" }),
  )
  await signIn(page, who)

  await page.goto("/account")
  await page.getByRole("link", { name: "Administration" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()
  await expect(page.getByRole("img", { name: "Bar chart: Posts." })).toBeVisible()
  await page.getByRole("group").filter({ hasText: "As a table" }).first().getByText("As a table").click()
  await expect(page.getByRole("columnheader", { name: "Posts" })).toBeVisible()
  await page.getByRole("link", { name: "90 days" }).click()
  await page.getByLabel("What is counted").selectOption("free")
  await page.getByRole("button", { name: "Show" }).click()
  await expect(page).toHaveURL(overviewPath("90", "free"))
  await expect(page.getByRole("img", { name: "Bar chart: Sign-ups." })).toHaveCount(0)

  const parts = page.getByRole("navigation", { name: "Parts of the administration" })
  await parts.getByRole("link", { name: "Costs" }).click()
  await expect(page.getByRole("heading", { name: "What it is spent on" })).toBeVisible()
  await expect(page.getByText("$0.125 for a million read units")).toBeVisible()
})

/** A change that could not be applied and now can, and a mail that was given up. */
async function trouble(name: string): Promise<string> {
  const item = `TOLD#${newId()}`
  await onTable(async () => {
    const key = { PK: item, SK: "x" }
    const change = { sequence: String(now()), shard: newId(), at: new Date(now()).toISOString(), key }
    const projection = PROJECTIONS.find((one) => one.name === "case-statistics")!
    const error = new Error("The engine was away.")
    await setAside({ projection, change: { ...change, entityType: "Told", after: { ...key } }, error })
    const { id } = await memberOf({ name })
    const mail = newMail(id, newId(), now(), { kind: "welcome" }, { after: HOUR })
    await enqueue(mail)
    await giveUp((await take(mail))!, "552 too large")
  })
  return item
}

test("what could not be done is set right, on pages that keep nobody out and fit a telephone", {
  tag: "@plain",
}, async ({ page, script }) => {
  const who = await administrator(page)
  const item = await trouble(who.name)
  await page.goto(adminPath())
  await expect(page.getByRole("link", { name: /could not be applied/ })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of [adminPath(), overviewPath("months"), costsPath(), machinePath(), outboxPath()]) {
    await page.goto(path)
    // What looks for barriers is a script itself.
    if (script) await expectNoBarriers(page, path)
    expect.soft(await tooWide(page), path).toEqual([])
  }
  await page.goto(machinePath())
  const letter = page.getByRole("listitem").filter({ hasText: item })
  await expect(letter).toContainText("The engine was away.")
  await letter.getByRole("link", { name: "Look at it" }).click()
  await expect(page.getByText(`PK: '${item}'`).first()).toBeVisible()
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(page.getByText("1 change was applied.")).toBeVisible()
  await expect(letter).toHaveCount(0)

  const parts = page.getByRole("navigation", { name: "Parts of the administration" })
  await parts.getByRole("link", { name: "Outbox" }).click()
  const mail = page.getByRole("listitem").filter({ hasText: who.name })
  await expect(mail).toContainText("552 too large")
  await mail.getByRole("button", { name: "Send again" }).click()
  await expect(page.getByText("It is sent as soon as its turn comes")).toBeVisible()
})
