/** Administrators make, change and remove categories. */
import { newId } from "#lib/base/ids.ts"
import { createCategory } from "#lib/forum/categories.ts"
import { adminCategoryPath, endCategoryPath, newCategoryPath } from "#lib/web/admin-paths.ts"
import { categoryPath, feedPath } from "#lib/web/paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { as } from "./fixtures/attacking.ts"
import { makeTopic, onTable } from "./fixtures/forum.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
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
