/** Administrators keep the forum in order by their panel. */
import { newId } from "#lib/base/ids.ts"
import { createCategory } from "#lib/forum/categories.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import {
  aboutPath,
  adminAppearancePath,
  adminCategoriesPath,
  adminCategoryPath,
  adminInvitationsPath,
  adminMemberPath,
  adminMembersPath,
  adminSettingsPath,
  adminSetupPath,
  adminTagPath,
  adminTagsPath,
  adminTextsPath,
  categoryPath,
  endCategoryPath,
  feedPath,
  memberPath,
  newCategoryPath,
  signInPath,
  tagPath,
} from "#lib/web/paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { as } from "./fixtures/attacking.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { tooWide } from "./fixtures/layout.ts"
import { plainLook } from "./fixtures/looks.ts"
import { join, ROBIN, SANNA, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const unique = (word: string): string => `${word} ${newId().slice(-6)}`
const operator = { kind: "operator" } as const

test("a category is made, changed, moved, removed and restored", { tag: "@plain" }, async ({
  page,
  script,
}) => {
  await administrator(page)
  const [name, above] = [unique("Slipway"), unique("Basin")]
  await onTable(async () => {
    const made = await createCategory(operator, { name: above })
    await createCategory(operator, { name: unique("Berths"), parent: made.id })
  })
  const address = name.toLowerCase().replace(" ", "-")
  await page.goto(newCategoryPath())
  // What is missing is said, and what was typed stays.
  await page.getByLabel("Description").fill("Where boats go in.")
  await page.getByRole("button", { name: "Make this category" }).click()
  await expect(page.getByText("Give the category a name.").first()).toBeVisible()
  await expect(page.getByLabel("Description")).toHaveValue("Where boats go in.")
  await page.getByLabel("Name", { exact: true }).fill(name)
  await page.getByLabel("Lies in").selectOption({ label: above })
  await page.getByRole("button", { name: "Make this category" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()

  const first = page
    .getByRole("list", { name: `Categories in ${above}` })
    .getByRole("link")
    .first()
  await expect(first).not.toHaveText(name)
  await page.getByRole("button", { name: `${name} one place up` }).click()
  await expect(first).toHaveText(name)
  if (script) {
    const handle = page.getByRole("button", { name: `Move ${name}` })
    await handle.press("Enter")
    await handle.press("ArrowDown")
    await expect(page.getByText(`${name}: place 2 of 2`)).toBeAttached()
    await handle.press("Enter")
    await expect(async () => {
      await page.reload()
      await expect(first).not.toHaveText(name, { timeout: 500 })
    }).toPass()
    // And back, by hand.
    const [from, to] = [await handle.boundingBox(), await first.boundingBox()]
    await page.mouse.move(from!.x + 5, from!.y + 5)
    await page.mouse.down()
    await page.mouse.move(from!.x + 5, to!.y - 5, { steps: 5 })
    await page.mouse.up()
    await expect(first).toHaveText(name)
  }

  await page.getByRole("link", { name, exact: true }).click()
  await page.getByLabel("Address part").fill(`${address}-new`)
  await page.getByRole("radio", { name: "Ask: who asked" }).check()
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  // The address of before leads to the one of now.
  await page.goto(categoryPath(address))
  await expect(page).toHaveURL(categoryPath(`${address}-new`))
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()

  await page.goto(adminCategoryPath(address))
  await page.getByRole("button", { name: "Undo this" }).first().click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await expect(page.getByLabel("Address part")).toHaveValue(address)

  await page.goto(endCategoryPath(address))
  await page.getByRole("button", { name: "Remove", exact: true }).click()
  await expect(page.getByText("Nobody sees these")).toBeVisible()
  expect((await page.request.get(categoryPath(address))).status()).toBe(404)
  await page.getByRole("button", { name: `Restore ${name}` }).click()
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible()
  expect((await page.request.get(categoryPath(address))).status()).toBe(200)
})

test("a category that becomes private while people read it is gone with the press of the button", async ({
  page,
  another,
}) => {
  await administrator(page)
  const word = `quillon${newId().slice(-6).toLowerCase()}`
  const { id } = await onTable(() => createCategory(operator, { name: unique("Yard") }))
  const topic = await makeTopic(`The ${word} in the yard`, {
    category: id,
    tags: ["clinker"],
    by: [SANNA.name],
    bodies: [`A ${word} for @Robin.`, `Another ${word}.`],
  })
  const [reader, member] = [await another(), await as(ROBIN)]
  await reader.goto(topic.path)
  await expect(reader.getByRole("heading", { level: 1 })).toContainText(word)
  const post = topic.posts[1]!.toLowerCase()
  const places = [
    ...[topic.path, categoryPath(id), feedPath(["c", id]), "/", feedPath(), `/search?q=${word}`],
    ...["/tag/clinker", "/u/Sanna/posts", "/unanswered", `/api/post/${post}`, `/p/${post}`],
    ...[`/api/similar?title=${encodeURIComponent(topic.title)}`, `/sitemap/${id}.xml`],
  ]
  const own = ["/notifications", `/search?q=${word}`, `/api/post/${post}`, topic.path, "/lists/new"]
  // The search marks what one has asked for; the title in its field is one's own.
  const words = (text: string): string => text.replace(/<[^>]*>/g, "")
  const told = async (): Promise<string[]> => {
    const asked = [
      ...places.map((place) => ({ place, who: reader.request })),
      ...own.map((place) => ({ place: `Robin's ${place}`, who: member })),
    ]
    const all = await Promise.all(
      asked.map(async ({ place, who }) => {
        const text = await (await who.get(place.replace(/^Robin's /, ""))).text()
        return { place, text: words(text) }
      }),
    )
    return all
      .filter(
        ({ text }) =>
          text.includes(`${word} in the`) ||
          text.includes(`A ${word} for`) ||
          text.includes(`Another ${word}`),
      )
      .map(({ place }) => place)
  }
  await expect.poll(async () => (await told()).length).toBeGreaterThan(14)
  const before = await told()

  await page.goto(adminCategoryPath(id))
  await page.getByRole("group", { name: "Who may read it" }).getByRole("radio", { name: "Staff" }).check()
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  // Nothing is waited for: what is asked after the answer says nothing any more.
  expect(await told(), `of ${before.join(", ")}`).toEqual([])
  await reader.reload()
  await expect(reader.getByText(word)).toHaveCount(0)
})

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

test("a setting is found, changed and set back", { tag: "@plain" }, async ({ page }) => {
  await administrator(page)
  await page.goto(adminSettingsPath())
  await page.getByLabel("Find a setting").fill("wait for approval")
  await page.getByRole("button", { name: "Show" }).click()
  const field = page.getByLabel("First posts that wait for approval")
  await field.fill("999")
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText(/give a whole number/).first()).toBeVisible()
  // Somebody else sets it meanwhile: that stands beside the field, and saving again is meant.
  await onTable(() => changeSettings(operator, { values: { "first-posts-held": "3" } }))
  await field.fill("0")
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText("Now it is: 3.")).toBeVisible()
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
})

test("a text of the forum is previewed, saved, and read by everybody", { tag: "@plain" }, async ({
  page,
}) => {
  await administrator(page)
  await page.goto(adminTextsPath())
  const rule = unique("No anchors on the lawn")
  await page.getByLabel("About us").fill(`# Welcome\n\n${rule}.`)
  await page
    .getByLabel("About us")
    .locator("xpath=ancestor::form")
    .getByRole("button", { name: "Preview" })
    .click()
  await expect(page.getByRole("region", { name: "Preview" })).toContainText(rule)
  await page.getByRole("button", { name: "Save: About us" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await page.goto(adminTextsPath())
  await page.getByRole("contentinfo").getByRole("link", { name: "About" }).click()
  await expect(page.getByText(rule)).toBeVisible()
})

test("a style sheet is refused by the line, had by all pages but the panel's, and switched off", {
  tag: "@plain",
}, async ({ page, another }) => {
  await administrator(page)
  const guest = await another()
  await page.goto(adminAppearancePath())
  const colors = page.getByRole("form", { name: "Colours" })
  await colors.getByLabel("Accent in light").fill("#ffee00")
  await colors.getByRole("button", { name: "Save the colours" }).click()
  await expect(colors.getByText(/#ffee00 cannot be read well on #\w{6}/).first()).toBeVisible()

  // Nothing that another test would see.
  const mark = `.own-${newId().slice(-6).toLowerCase()}`
  const form = page.getByRole("form", { name: "A style sheet of your own" })
  await form.getByLabel("CSS").fill(`${mark} { color: red }\n${mark} { background: url(//elsewhere) }`)
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(form.getByText(/Line 2: a style sheet loads nothing/).first()).toBeVisible()
  await form.getByLabel("CSS").fill(`${mark} { color: red }`)
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()

  const sheets = async (path: string, who = page): Promise<string[]> => {
    const html = await (await who.request.get(path)).text()
    return [...html.matchAll(/href="(\/look\/own-\w+\.css)"/g)].map(([, href]) => href!)
  }
  const [sheet] = await sheets("/")
  expect(await (await page.request.get(sheet!)).text()).toBe(`${mark}{color:red}`)
  for (const path of [adminAppearancePath(), "/moderation"]) expect(await sheets(path), path).toEqual([])
  for (const path of [signInPath(), "/register"]) expect(await sheets(path, guest), path).toEqual([])

  await form.getByLabel("Use this style sheet").uncheck()
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(page.getByText("Style sheet switched off:").first()).toBeVisible()
  expect(await sheets("/")).toEqual([])
  // What was named before is not there any more, whoever asks for it.
  expect(await (await page.request.get(sheet!)).text()).toBe("")
  await onTable(() => plainLook())
})

test("a tag is described, renamed, and led on from", { tag: "@plain" }, async ({ page }) => {
  await administrator(page)
  const tag = `slip${newId().slice(-6).toLowerCase()}`
  const { title } = await makeTopic(`Of ${tag} and other things`, { tags: [tag] })
  await page.goto(adminTagsPath())
  await page.getByLabel("Names that begin like this").fill(tag)
  await page.getByRole("button", { name: "Show" }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole("listitem").filter({ hasText: tag })).toContainText("1 topic", {
      timeout: 500,
    })
  }).toPass()
  await page.getByRole("link", { name: `#${tag}` }).click()
  await page.getByRole("textbox", { name: "What it is for" }).fill("Where boats come out of the water.")
  await page.getByRole("button", { name: "Save what it is for" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await page.getByLabel("New name").fill(`${tag}-way`)
  await page.getByRole("button", { name: "Rename", exact: true }).click()
  await expect(page.getByRole("heading", { name: `Turn the tag #${tag} into` })).toBeVisible()
  await expect(async () => {
    await page.goto(tagPath(tag))
    await expect(page).toHaveURL(tagPath(`${tag}-way`))
    await expect(page.getByRole("link", { name: title })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText("Where boats come out of the water.")).toBeVisible()
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

test("the pages of the panel keep nobody out and fit a telephone", { tag: "@phone" }, async ({ page }) => {
  await administrator(page)
  for (const path of [
    adminCategoriesPath(),
    newCategoryPath(),
    adminCategoryPath("general"),
    endCategoryPath("general"),
    `${adminMembersPath()}?q=od`,
    adminSettingsPath(),
    adminAppearancePath(),
    adminInvitationsPath(),
    adminTagsPath(),
    adminTagPath("clinker"),
    adminTextsPath(),
    adminSetupPath(),
    aboutPath(),
  ]) {
    await page.goto(path)
    expect(await tooWide(page), path).toEqual([])
    await expectNoBarriers(page, path, "main")
  }
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
