/** People come to write: to start a topic, to answer, to put right what they wrote. No typed word is lost. */
import type { Page } from "@playwright/test"
import { editPath, postOptionsPath, replyPath } from "#lib/web/paths.ts"
import { type MadeTopic, makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
const send = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name, exact: true }).click()
/** Presses a button of a post's options that leads back to the topic. */
async function press(page: Page, name: string): Promise<void> {
  await send(page, name)
  await page.waitForURL(({ pathname }) => !pathname.startsWith("/post/"))
}
const alertIn = (page: Page) => main(page).getByRole("alert").first()
const postIn = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text })
/** Words that nobody else writes, so that each test finds its own. */
const words = (what: string): string => `${what} ${Math.random().toString(36).slice(2, 10)}`

async function fillTopic(
  page: Page,
  { title, body, tags = "", category = "The quay" }: Record<string, string>,
) {
  await page.getByLabel("Category").selectOption({ label: category })
  await page.getByLabel("Title").fill(title!)
  await page.getByLabel("Tags").fill(tags)
  await page.getByLabel("Text", { exact: true }).fill(body!)
}

/** Opens the form that answers a topic, by the link that works for everybody. */
async function openReply(page: Page, topic: MadeTopic, post?: string): Promise<void> {
  await page.goto(replyPath(topic, post))
}

test("one starts a topic and stands in it", { tag: ["@plain", "@phone"] }, async ({ as, another }) => {
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
  tag: ["@plain", "@phone"],
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

test("with the script one answers at the end of the topic itself", { tag: "@phone" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic with a form below"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await page.goto(topic.path)
  const text = words("Right here below.")
  await page.getByLabel("Your reply").fill(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${topic.path}(#p-|/fresh/)`))
  // The form is empty again: nothing is sent twice.
  await expect(page.getByLabel("Your reply")).toHaveValue("")
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
  await expect(page.getByText("Version 2")).toBeVisible()
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

test("one deletes one's post and restores it", { tag: ["@plain", "@phone"] }, async ({ as, another }) => {
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
  await expect(
    page.getByText("This post was deleted by its author.").or(page.getByText("This post is deleted")),
  ).toBeVisible()
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
    await guest.goto(place)
    await expect(guest.getByRole("link", { name: topic.title }), `the topic is not on ${place}`).toHaveCount(
      0,
    )
  }
  expect((await guest.goto(topic.path))?.status()).toBe(404)
  await page.goto(options)
  await press(page, "Restore the topic")
  await expect.poll(async () => (await guest.request.get(topic.path)).status()).toBe(200)
  await guest.goto("/c/general")
  await expect(guest.getByRole("link", { name: topic.title })).toBeVisible()
})

test("who asked accepts an answer, and everybody sees which it is", { tag: ["@plain", "@phone"] }, async ({
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
  await guest.goto(topic.path)
  await expect(guest.getByText("1 like", { exact: true })).toBeVisible()
  await send(page, "Take back my like (1)")
  await expect(page.getByRole("button", { name: "Like (0)" })).toBeVisible()
  const own = await as(SANNA)
  await own.goto(options)
  await expect(own.getByRole("button", { name: /^Like/ })).toHaveCount(0)
})

test("pressing twice sends one reply", async ({ as }) => {
  const topic = await makeTopic(words("A topic for impatient people"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Once is enough.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await main(page).getByRole("button", { name: "Post reply" }).dblclick()
  await expect(postIn(page, text)).toHaveCount(1)
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("going back and sending again gives no second reply", { tag: "@plain" }, async ({ as, script }) => {
  const topic = await makeTopic(words("A topic to go back from"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Sent and sent again.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toHaveCount(1)
  // Arrived, and the address of the moment replaced by the lasting one: only then is there a way back.
  await page.waitForLoadState("networkidle")
  await page.goBack()
  const form = page.getByLabel("Your reply")
  await expect(form).toBeVisible()
  // A browser may show the form as it was left, or empty: only the first could send the same again.
  if ((await form.inputValue()) === text) await send(page, "Post reply")
  else expect(script, "without a script the browser gives back what was typed").toBe(true)
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("the same form sent twenty times at once gives one reply", async ({ as }) => {
  const topic = await makeTopic(words("A topic for a bad line"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Hello? Hello?")
  await openReply(page, topic)
  const fields = await main(page)
    .locator("form")
    .filter({ has: page.getByLabel("Your reply") })
    .evaluate((form) =>
      [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
    )
  const multipart = Object.fromEntries(fields.filter(([name]) => name !== "script" && name !== "body"))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      page.request.post(page.url(), {
        multipart: { ...multipart, body: text },
        headers: { Origin: new URL(page.url()).origin },
        maxRedirects: 0,
      }),
    ),
  )
  for (const answer of answers) expect(answer.status()).toBeLessThan(500)
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("who must sign in first finds the text again and sends it", { tag: ["@plain", "@phone"] }, async ({
  as,
}) => {
  const topic = await makeTopic(words("A topic for a session that ends"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Typed before the session ended.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await page.context().clearCookies()
  await send(page, "Post reply")
  await expect(alertIn(page)).toContainText("what you wrote is kept", { ignoreCase: true })
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await send(page, "Sign in, keep the text")
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signIn(page, ROBIN)
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toBeVisible()
})

test("what is too long or empty is told beside the field, and nothing typed is gone", {
  tag: ["@plain", "@phone"],
}, async ({ as }) => {
  const page = await as(ROBIN)
  await page.goto("/new?category=general")
  const long = "All work and no play. ".repeat(1600)
  await fillTopic(page, { title: "Tiny", body: long, tags: "a, b, c, d, e, f" })
  await send(page, "Start the topic")
  await expect(alertIn(page)).toBeVisible()
  await expect(page.getByText(/at least 5 characters/)).toBeVisible()
  await expect(page.getByText(/at most 32,000 fit in one post/)).toBeVisible()
  await expect(page.getByText(/At most 5 tags/)).toBeVisible()
  await expect(page.getByLabel("Title")).toHaveValue("Tiny")
  await expect(page.getByLabel("Category")).toHaveValue("general")
  await expect(page.getByLabel("Tags")).toHaveValue("a, b, c, d, e, f")
  expect((await page.getByLabel("Text", { exact: true }).inputValue()).length).toBeGreaterThan(32_000)
  await page.getByLabel("Text", { exact: true }).fill("   ")
  await send(page, "Start the topic")
  await expect(page.getByText("Write something first.")).toBeVisible()
})

test("a guest who wants to write is led to sign in and back", { tag: ["@plain", "@phone"] }, async ({
  page,
}) => {
  const topic = await makeTopic(words("A topic for guests"), { by: [SANNA.name] })
  await openReply(page, topic)
  await main(page).getByRole("link", { name: "Sign in" }).click()
  await signIn(page, ROBIN)
  await expect(page.getByLabel("Your reply")).toBeVisible()
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

test("a topic that moves keeps its address and is listed in its new category", async ({ as, another }) => {
  const topic = await makeTopic(words("A topic that moves house"), { by: [ROBIN.name] })
  const keeper = await as(KEEPER)
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Move the topic", { exact: true }).click()
  await keeper.getByLabel("Category").selectOption({ label: "Tides and trips" })
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
  await keeper.getByLabel("Category").selectOption({ label: "Committee" })
  await press(keeper, "Move it")
  await expect(async () => expect((await guest.goto(topic.path))?.status()).toBe(404)).toPass()
  for (const place of ["/", "/c/trips", "/u/Robin"])
    expect(await (await guest.request.get(place)).text(), place).not.toContain(topic.title)
})

test("the text of a form survives a closed tab", async ({ as, script }) => {
  test.skip(!script, "the browser's own storage")
  const topic = await makeTopic(words("A topic for a crash"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Half a thought")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })))
    .toContain(text)
  const again = await page.context().newPage()
  await page.close()
  await openReply(again, topic)
  await expect(again.getByLabel("Your reply")).toHaveValue(text)
})

test("a lost connection loses no text", async ({ as, context, script }) => {
  test.skip(!script, "without a script the browser keeps the form itself")
  const topic = await makeTopic(words("A topic in a tunnel"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Sent from the tunnel")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await page.context().setOffline(true)
  await send(page, "Post reply")
  await expect(alertIn(page)).toContainText("The forum did not answer.")
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await page.context().setOffline(false)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toHaveCount(1)
  await context.close()
})
