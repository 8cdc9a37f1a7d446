/** Administrators look after who is a member, and how one becomes one. */
import { newId } from "#lib/base/ids.ts"
import { adminInvitationsPath, adminMemberPath, adminMembersPath } from "#lib/web/admin-paths.ts"
import { memberPath } from "#lib/web/paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { join, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const unique = (word: string): string => `${word} ${newId().slice(-6)}`
const operator = { kind: "operator" } as const

test("members are found, and have their role at once", { tag: "@plain" }, async ({ page, another }) => {
  await administrator(page)
  const guest = await another()
  const who = await administrator(guest)
  const { id } = await memberOf(who)
  await onTable(async () =>
    (await import("#lib/forum/roles.ts")).setRole(operator, { member: id, role: "member" }),
  )
  await page.goto(adminMembersPath())
  await page.getByLabel("Find a member").fill(who.email)
  await page.getByRole("button", { name: "Find", exact: true }).click()
  await page.getByRole("link", { name: who.name }).click()
  await expect(page.getByText(who.email)).toBeVisible()
  await expect(page.getByRole("radio", { name: "Administrator" })).toHaveCount(0)
  await page.getByRole("radio", { name: "Moderator" }).check()
  await page.getByRole("button", { name: "Give this role" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  expect((await memberOf(who)).role).toBe("moderator")
})

test("somebody comes by an invitation, and nobody by one that was withdrawn", { tag: "@plain" }, async ({
  page,
  another,
}) => {
  const admin = await administrator(page)
  await page.goto(adminInvitationsPath())
  const note = unique("For who sails")
  const link = async (): Promise<string> => {
    await page.getByLabel("For whom").fill(note)
    await page.getByRole("button", { name: "Make an invitation" }).click()
    const field = page.getByLabel("The link")
    await expect(field).toHaveValue(/invitation=/)
    return (await field.inputValue()).replace(/^https?:\/\/[^/]+/, "")
  }
  const address = await link()
  const guest = await another()
  const who = stranger()
  await join(guest, who, address)
  await page.goto(`${adminMembersPath()}?q=${encodeURIComponent(who.email)}`)
  await page.getByRole("link", { name: who.name }).click()
  await expect(page.getByText("Came by an invitation of")).toContainText(admin.name)

  await page.goto(adminInvitationsPath())
  const other = await link()
  await page.goto(adminInvitationsPath())
  const button = page.getByRole("button", { name: `Withdraw the invitation: ${note}` })
  await button.click()
  await expect(button).toHaveCount(0)
  const late = await another()
  await late.goto(other)
  await expect(late.getByText("This invitation is used up, has ended, or was withdrawn.")).toBeVisible()
})

test("two accounts of one person become one, which is said before", { tag: "@plain" }, async ({
  page,
  another,
}) => {
  await administrator(page)
  const [old, present] = [await newcomer(await another()), await newcomer(await another())]
  const { id } = await memberOf(old)
  const { path } = await makeTopic(unique("Written long ago"), { by: [old.name] })
  await page.goto(adminMemberPath(id))
  await page.getByRole("link", { name: "Make one account of this and another one" }).click()
  await page.getByLabel("The account that stays").fill("nobody-is-called-so")
  await page.getByRole("button", { name: "Look at what happens" }).click()
  await expect(page.getByLabel("The account that stays")).toHaveAttribute("aria-invalid", "true")
  await page.getByLabel("The account that stays").fill(present.name)
  await page.getByRole("button", { name: "Look at what happens" }).click()
  await expect(page.getByText("This cannot be undone.")).toBeVisible()
  await expect(page.getByText(`1 topic and 1 post by ${old.name}`)).toBeVisible()
  await page.getByRole("button", { name: "Make one account of them" }).click()
  await expect(page.getByText("Tick the box").first()).toBeVisible()
  await page.getByLabel("I am sure that both accounts belong").check()
  await page.getByRole("button", { name: "Make one account of them" }).click()
  await expect(page).toHaveURL(/\/progress\//)
  await expect(async () => {
    await page.goto(path)
    await expect(page.getByRole("link", { name: present.name }).first()).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await page.goto(memberPath(old.name))
  await expect(page).toHaveURL(memberPath(present.name))
})
