/** Whatever process changes something, everybody's page shows it within a second: nobody tells the web server by hand. */
import type { APIRequestContext } from "@playwright/test"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { type MadeTopic, makeTopic, memberOf, onTable, replyTo } from "./fixtures/forum.ts"
import { forum } from "./fixtures/operator.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { sitemapFiles } from "./fixtures/sitemap.ts"
import { expect, test } from "./fixtures/test.ts"

const words = (what: string): string => `${what} ${Math.random().toString(36).slice(2, 10)}`
/** A second, and what a busy machine needs for the page itself. */
const SECOND = { timeout: 3_000, intervals: [50] }

/** By another process, which tells nobody. */
const elsewhere = <T>(work: () => Promise<T>): Promise<T> => onTable(work, { told: false })

async function expectOn(
  request: APIRequestContext,
  path: string,
  text: string,
  isThere = true,
): Promise<void> {
  await expect
    .poll(async () => (await (await request.get(path)).text()).includes(text), {
      message: `${path} ${isThere ? "shows" : "does not show"} "${text}"`,
      ...SECOND,
    })
    .toBe(isThere)
}

/** Asked often enough that all of them are kept, and the stream has nothing more to say of them. */
async function settled(request: APIRequestContext, paths: string[]): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    for (const path of paths) await request.get(path)
    await new Promise((done) => setTimeout(done, 500))
  }
}

const placesOf = ({ path }: MadeTopic): string[] => [
  "/",
  "/c/general",
  "/tag/elsewhere",
  "/u/Robin/posts",
  path,
]

test("a reply and a like are on every page that shows them", async ({ request }) => {
  const topic = await makeTopic(words("Written elsewhere"), { by: [SANNA.name], tags: ["elsewhere"] })
  await settled(request, [topic.path, "/", "/u/Robin/posts"])
  const text = words("From another process.")
  const { post } = await replyTo(topic, ROBIN, text, { told: false })
  await expectOn(request, topic.path, text)
  await expectOn(request, "/u/Robin/posts", text)
  await settled(request, [topic.path])
  await elsewhere(async () => likePost(await memberOf(SANNA), { post, liked: true }))
  await expectOn(request, topic.path, "1 like")
})

test("a topic that closes to readers leaves every page, and comes back to them", async ({ request }) => {
  const title = words("Now open, now closed")
  const options = { by: [SANNA.name, ROBIN.name], tags: ["elsewhere"], bodies: ["One.", "Two."] }
  const topic = await makeTopic(title, options)
  const [part] = (await sitemapFiles(request)).filter((file) => file.includes("/general_")).slice(-1)
  const lists = [...placesOf(topic), part!]
  const wanted = (path: string): string => (path.includes("sitemap") ? topic.slug : title)
  await settled(request, lists)
  const mod = await elsewhere(() => memberOf(KEEPER))
  const steps: [() => Promise<unknown>, boolean][] = [
    [() => moveTopic(mod, { topic: topic.id, category: "staff" }), false],
    [() => moveTopic(mod, { topic: topic.id, category: "general" }), true],
    [() => removePost(mod, { post: topic.posts[0]! }), false],
    [() => restorePost(mod, { post: topic.posts[0]! }), true],
  ]
  for (const [step, isThere] of steps) {
    await elsewhere(step)
    for (const path of lists) await expectOn(request, path, wanted(path), isThere)
    await settled(request, lists)
  }
})

test("a category that the operator makes, names and closes by command", async ({ request }) => {
  const id = `dock-${Math.random().toString(36).slice(2, 8)}`
  await settled(request, ["/", `/c/${id}`])
  expect((await request.get(`/c/${id}`)).status()).toBe(404)
  expect((await forum("category", id, "--name", "The dry dock")).code).toBe(0)
  await expectOn(request, "/", "The dry dock")
  await expect.poll(async () => (await request.get(`/c/${id}`)).status(), SECOND).toBe(200)
  const topic = await makeTopic(words("High and dry"), { category: id, by: [ROBIN.name] })
  const places = ["/", "/u/Robin/topics", "/sitemap/categories.xml", topic.path]
  await settled(request, places)
  expect((await forum("category", id, "--readers", "staff")).code).toBe(0)
  for (const path of places) await expectOn(request, path, path.includes("sitemap") ? id : topic.title, false)
  await expect.poll(async () => (await request.get(`/c/${id}`)).status(), SECOND).toBe(404)
})
