import { editPath, postOptionsPath } from "#lib/web/paths.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import {
  alertIn,
  compose,
  composer,
  fillTopic,
  main,
  openReply,
  postIn,
  send,
  words,
} from "./fixtures/writing.ts"

test("one starts a topic and stands in it", { tag: ["@plain", "@phone", "@most"] }, async ({
  as,
  another,
}) => {
  const page = await as(ROBIN)
  const title = words("How do I keep rain out of a skylight?")
  await page.goto("/c/general")
  await main(page).getByRole("link", { name: "New topic here" }).click()
  await expect(page.getByLabel("Category")).toHaveValue("general")
  await fillTopic(page, { title, body: "It drips on **my** nose.", tags: "clinker, Oak" })
  await send(page, "Start the topic")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
  await expect(
    postIn(page, "It drips on my nose.")
      .getByRole("strong")
      .or(page.locator("strong", { hasText: "my" })),
  ).toBeVisible()
  await expect(page.getByRole("link", { name: "#oak" })).toBeVisible()
  const guest = await another()
  for (const place of ["/", "/c/general", "/c/general/newest", "/tag/oak", "/u/Robin", "/u/Robin/topics"]) {
    await guest.goto(place)
    await expect(guest.getByRole("link", { name: title }).first(), `the topic is on ${place}`).toBeVisible()
  }
})

test("one's own reply is there at once, and at the topic's own address", {
  tag: ["@plain", "@phone", "@most"],
}, async ({ as, another }) => {
  const topic = await makeTopic(words("A topic to be answered"), { by: [SANNA.name] })
  const guest = await another()
  await guest.goto(topic.path)
  await guest.goto(topic.path)
  const page = await as(ROBIN)
  const text = words("I was there and saw it.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toBeVisible()
  await expect(postIn(page, text)).toBeInViewport()
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", new RegExp(`${topic.path}$`))
  await page.goto(topic.path)
  await expect(postIn(page, text)).toBeVisible()
  // For everybody else as well, although the page was in the cache.
  await guest.goto(topic.path)
  await expect(postIn(guest, text)).toBeVisible()
  await guest.goto("/u/Robin/posts")
  await expect(guest.getByText(text)).toBeVisible()
})

test("with the script one answers where one reads", { tag: "@phone" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic with a form below"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const field = await compose(page, topic)
  const text = words("Right here below.")
  await field.fill(text)
  await composer(page).getByRole("button", { name: "Post reply" }).click()
  await expect(postIn(page, text)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${topic.path}(#p-|/fresh/)`))
  // The composer is gone, and empty when it comes again: nothing is sent twice.
  await expect(composer(page)).toHaveCount(0)
  expect(await (await compose(page, topic)).inputValue()).toBe("")
})

test("one answers a post with a quote that leads back to it", { tag: "@plain" }, async ({ as }) => {
  const quoted = words("The tide waits for nobody.")
  const topic = await makeTopic(words("A topic to quote from"), {
    by: [SANNA.name],
    bodies: ["First.", quoted],
  })
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[1]!))
  await main(page).getByRole("link", { name: "Reply with quote" }).click()
  await expect(page.getByLabel("Your reply")).toHaveValue(
    new RegExp(`\\[quote="${SANNA.name}"[\\s\\S]*${quoted}`),
  )
  const answer = words("Nor does the ferry.")
  await page.getByLabel("Your reply").press("ControlOrMeta+End")
  await page.getByLabel("Your reply").pressSequentially(answer)
  await send(page, "Post reply")
  const post = postIn(page, answer)
  await expect(
    post
      .getByText(`in reply to ${SANNA.name}`)
      .or(post.getByRole("link", { name: /Sanna/ }).first())
      .first(),
  ).toBeVisible()
  await expect(post.getByRole("blockquote")).toContainText(quoted)
  await post.getByRole("blockquote").getByRole("link", { name: "wrote" }).click()
  await expect(page).toHaveURL(new RegExp(`#p-${topic.posts[1]!.toLowerCase()}`))
})

test("a preview shows what will be shown, and sends nothing", { tag: "@plain" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic to preview in"))
  const page = await as(ROBIN)
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill("It is *quite* so, <b>really</b>.")
  await send(page, "Preview")
  const preview = page.getByRole("region", { name: "Preview" })
  await expect(preview).toContainText("It is quite so, <b>really</b>.")
  await expect(page.getByLabel("Your reply")).toHaveValue("It is *quite* so, <b>really</b>.")
  await page.goto(topic.path)
  await expect(page.getByText("quite so")).toHaveCount(0)
})

test("one changes one's post, and everybody sees the new text", { tag: ["@plain", "@phone"] }, async ({
  as,
  another,
}) => {
  const [before, after] = [words("Eleven coats."), words("Twelve coats.")]
  const topic = await makeTopic(words("A topic to edit in"), {
    by: [SANNA.name, ROBIN.name],
    bodies: ["Well?", before],
  })
  const guest = await another()
  await guest.goto(topic.path)
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[1]!))
  await main(page).getByRole("link", { name: "Edit", exact: true }).click()
  await page.getByLabel("Text", { exact: true }).fill(after)
  await send(page, "Save changes")
  await expect(postIn(page, after)).toContainText("edited")
  await guest.goto(topic.path)
  await expect(postIn(guest, after)).toBeVisible()
  await expect(guest.getByText(before)).toHaveCount(0)
  await page.goto(postOptionsPath(topic.posts[1]!))
  await main(page).getByRole("link", { name: "Source and history" }).click()
  await expect(page.getByRole("heading", { name: "Version 2" })).toBeVisible()
})

test("the title and tags of one's topic can be changed; the old address leads to the new", {
  tag: "@plain",
}, async ({ as }) => {
  const topic = await makeTopic(words("A misleading title"), { by: [ROBIN.name] })
  const page = await as(ROBIN)
  await page.goto(editPath(topic.posts[0]!))
  const title = words("A true title")
  await page.getByLabel("Title").fill(title)
  await page.getByLabel("Tags").fill("oak")
  await send(page, "Save changes")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
  await page.goto(topic.path)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
  await expect(page).not.toHaveURL(topic.path)
})

test("of two who edit at once, the second sees both texts and loses none", { tag: "@plain" }, async ({
  as,
}) => {
  const topic = await makeTopic(words("Two editors"), { by: [ROBIN.name], bodies: ["The text as it was."] })
  const [robin, keeper] = [await as(ROBIN), await as(KEEPER)]
  await robin.goto(editPath(topic.posts[0]!))
  await keeper.goto(editPath(topic.posts[0]!))
  await keeper.getByLabel("Text", { exact: true }).fill("What the keeper made of it.")
  await send(keeper, "Save changes")
  await expect(postIn(keeper, "What the keeper made of it.")).toBeVisible()
  await robin.getByLabel("Text", { exact: true }).fill("What Robin made of it.")
  await send(robin, "Save changes")
  await expect(alertIn(robin)).toContainText("Somebody else changed this")
  await expect(robin.getByLabel("Their text")).toHaveValue("What the keeper made of it.")
  await expect(robin.getByLabel("Text", { exact: true })).toHaveValue("What Robin made of it.")
  await robin.getByLabel("Text", { exact: true }).fill("What both made of it.")
  await send(robin, "Save changes")
  await expect(postIn(robin, "What both made of it.")).toBeVisible()
})
