import { commit } from "#lib/db/commit.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putTimer } from "#lib/db/writes/timers.ts"
import { setLocked } from "#lib/db/writes/topics.ts"
import { postOptionsPath } from "#lib/web/paths.ts"
import { makeTopic, onTable } from "./fixtures/forum.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { openReply, postIn, press, send, words } from "./fixtures/writing.ts"

test("one deletes one's post and restores it", { tag: "@plain" }, async ({ as, another }) => {
  const text = words("I take this back.")
  const topic = await makeTopic(words("A topic to delete in"), {
    by: [SANNA.name, ROBIN.name],
    bodies: ["So?", text],
  })
  const page = await as(ROBIN)
  const options = postOptionsPath(topic.posts[1]!)
  await page.goto(options)
  await page.getByText("Delete the post", { exact: true }).click()
  await page.getByLabel("Reason").fill("It was wrong")
  await send(page, "Yes, delete it")
  await expect(page.getByText("You have deleted this post.")).toBeVisible()
  const guest = await another()
  await guest.goto(topic.path)
  await expect(guest.getByText("This post was deleted by its author.")).toBeVisible()
  await expect(guest.getByText(text)).toHaveCount(0)
  for (const place of [`/p/${topic.posts[1]!.toLowerCase()}`, `${options}/history`, "/u/Robin/posts"])
    expect(await (await guest.request.get(place)).text(), `${place} keeps quiet`).not.toContain(text)
  await page.goto(options)
  await press(page, "Restore the post")
  await expect(postIn(page, text).first()).toBeVisible()
  await guest.goto(topic.path)
  await expect(postIn(guest, text)).toBeVisible()
})

test("a deleted topic is nowhere, and comes back where it was", { tag: "@plain" }, async ({
  as,
  another,
}) => {
  const topic = await makeTopic(words("A topic that goes and comes"), { by: [ROBIN.name], tags: ["oak"] })
  const [page, guest] = [await as(ROBIN), await another()]
  const options = postOptionsPath(topic.posts[0]!)
  await guest.goto(topic.path)
  await page.goto(options)
  await page.getByText("Delete the topic", { exact: true }).click()
  await send(page, "Yes, delete it")
  await expect(
    page
      .getByText("This topic is deleted")
      .or(page.getByRole("heading", { level: 1 }))
      .first(),
  ).toBeVisible()
  for (const place of ["/", "/c/general", "/tag/oak", "/u/Robin"]) {
    await expect(async () => {
      await guest.goto(place)
      const link = guest.getByRole("link", { name: topic.title })
      await expect(link, `the topic is not on ${place}`).toHaveCount(0, { timeout: 300 })
    }).toPass({ timeout: 10_000 })
  }
  // In its place stands what happened, now and when the page comes out of the cache; and nothing that it said.
  for (const address of [topic.path, topic.path, `/p/${topic.posts[0]!.toLowerCase()}`]) {
    expect((await guest.goto(address))?.status(), address).toBe(410)
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText("This topic was removed")
    await expect(guest.getByText("Its author deleted it")).toBeVisible()
    await expect(guest.getByText(topic.title)).toHaveCount(0)
  }
  await page.goto(options)
  await press(page, "Restore the topic")
  await expect.poll(async () => (await guest.request.get(topic.path)).status()).toBe(200)
  await guest.goto("/c/general")
  await expect(guest.getByRole("link", { name: topic.title })).toBeVisible()
})

test("who asked accepts an answer, and everybody sees which it is", { tag: "@plain" }, async ({
  as,
  another,
}) => {
  const right = words("Forty-two, of course.")
  const topic = await makeTopic(words("What is the answer?"), {
    category: "questions",
    by: [ROBIN.name, SANNA.name],
    bodies: ["I have to know.", "Wait.", right],
  })
  const other = await as(SANNA)
  await other.goto(postOptionsPath(topic.posts[2]!))
  await expect(other.getByRole("button", { name: "Accept as the answer" })).toHaveCount(0)
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[2]!))
  await press(page, "Accept as the answer")
  await expect(
    page.getByText("Answer", { exact: true }).or(page.getByText("Not the answer after all")).first(),
  ).toBeVisible()
  const guest = await another()
  await guest.goto(topic.path)
  await expect(guest.getByRole("region", { name: "Accepted answer" })).toContainText(right)
  await guest.goto("/c/questions")
  await expect(guest.getByRole("listitem").filter({ hasText: topic.title })).toContainText("Solved")
})

test("a like counts once, and can be taken back", { tag: ["@plain", "@phone"] }, async ({ as, another }) => {
  const topic = await makeTopic(words("A topic to like"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const options = postOptionsPath(topic.posts[0]!)
  await page.goto(options)
  await send(page, "Like (0)")
  await expect(page.getByRole("button", { name: "Take back my like (1)" })).toBeVisible()
  const guest = await another()
  await expect(async () => {
    await guest.goto(topic.path)
    await expect(guest.getByText("1 like", { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()
  await send(page, "Take back my like (1)")
  await expect(page.getByRole("button", { name: "Like (0)" })).toBeVisible()
  const own = await as(SANNA)
  await own.goto(options)
  await expect(own.getByRole("button", { name: /^Like/ })).toHaveCount(0)
})

test("a closed topic takes no replies, and its posts offer none", { tag: "@plain" }, async ({
  as,
  another,
}) => {
  const topic = await makeTopic(words("A topic to be closed"), { by: [ROBIN.name] })
  const keeper = await as(KEEPER)
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Close the topic", { exact: true }).click()
  await press(keeper, "Close it to replies")
  await expect(keeper.getByText("Closed", { exact: true })).toBeVisible()
  const guest = await another()
  await guest.goto(topic.path)
  await expect(guest.getByText("This topic is closed", { exact: false }).first()).toBeVisible()
  const page = await as(ROBIN)
  await openReply(page, topic)
  await expect(page.getByText("This topic is closed to new replies.")).toBeVisible()
  await expect(page.getByLabel("Your reply")).toHaveCount(0)
})

test("a topic closes at the time that staff named, and says so before", {
  tag: "@plain",
}, async ({ as, another }) => {
  const topic = await makeTopic(words("A vote that ends"), { by: [ROBIN.name] })
  const keeper = await as(KEEPER)
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Close the topic", { exact: true }).click()
  const form = keeper.locator("details").filter({ hasText: "Close the topic" })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
  await form.getByLabel("When (UTC)").fill("2026-01-01T10:00")
  await form.getByLabel("Reason").fill("The vote ends")
  await send(keeper, "Close it to replies")
  await expect(keeper.getByText("That moment is over. Choose a later one.").first()).toBeVisible()
  await expect(form.getByLabel("Reason")).toHaveValue("The vote ends")
  await form.getByLabel("When (UTC)").fill(tomorrow)
  await press(keeper, "Close it to replies")
  await expect(keeper.getByRole("heading", { level: 1 })).toHaveText(topic.title)
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await expect(keeper.getByRole("button", { name: "Cancel: it stays open" })).toBeVisible()
  expect(await tooWide(keeper, TELEPHONE)).toEqual([])
  const guest = await another()
  await expect(async () => {
    await guest.goto(topic.path)
    await expect(guest.getByText(/^Closes .*/)).toBeVisible({ timeout: 500 })
  }).toPass()
  // The day passes.
  await onTable(async () => {
    const [at, row] = [
      new Date(Date.now() - 1_000).toISOString(),
      (await findTopic(topic.id, { consistent: true }))!,
    ]
    await commit([
      setLocked(row, false, { at, locked: true }),
      putTimer({ topic: topic.id, kind: "lock", at }),
    ])
  })
  await expect(async () => {
    await guest.goto(topic.path)
    await expect(guest.getByText("Closed", { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()
})

test("a topic that moves keeps its address and is listed in its new category", async ({ as, another }) => {
  const topic = await makeTopic(words("A topic that moves house"), { by: [ROBIN.name] })
  const keeper = await as(KEEPER)
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Move the topic", { exact: true }).click()
  await keeper.getByLabel("Category", { exact: true }).selectOption({ label: "Tides and trips" })
  await press(keeper, "Move it")
  const guest = await another()
  await expect(async () => {
    await guest.goto("/c/trips/newest")
    await expect(guest.getByRole("link", { name: topic.title })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await guest.goto("/c/general")
  await expect(guest.getByRole("link", { name: topic.title })).toHaveCount(0)
  expect((await guest.goto(topic.path))?.status()).toBe(200)
  // Into a part that is not open to everybody: then it is gone for guests, everywhere.
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Move the topic", { exact: true }).click()
  await keeper.getByLabel("Category", { exact: true }).selectOption({ label: "Committee" })
  await press(keeper, "Move it")
  await expect(async () => expect((await guest.goto(topic.path))?.status()).toBe(404)).toPass()
  for (const place of ["/", "/c/trips", "/u/Robin"])
    expect(await (await guest.request.get(place)).text(), place).not.toContain(topic.title)
})
