import {
  cardPath,
  continuePath,
  feedPath,
  jumpPath,
  livePath,
  postApiPath,
  similarPath,
  topicPath,
} from "#lib/web/paths.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN } from "./fixtures/people.ts"
import { sitemap } from "./fixtures/sitemap.ts"
import { expect, test } from "./fixtures/test.ts"

/** An id that nothing has. */
const NEVER = "01arz3ndektsv4rrffq69g5fav"

test("what is private appears nowhere to guests", async ({ request, page }) => {
  const secret = "Zanzibar-secret-word"
  const { path, id, posts } = await makeTopic(`${secret} in the title`, {
    category: "members",
    tags: ["zanzibar", "clinker"],
    bodies: [`${secret} in the text, for @Jory`, `${secret} in a reply`],
    by: ["Robin", "Sanna"],
  })
  const committee = "The ladder: two offers"
  const places = [
    "/",
    "/latest/oldest",
    "/c/general",
    "/c/general/newest",
    "/c/repairs/top",
    "/tag/clinker",
    "/u/Robin",
    "/u/Robin/topics",
    "/u/Robin/posts",
    "/u/Sanna",
    "/u/Sanna/posts",
    "/u/Jory",
    "/u/Robin/answers",
    "/unanswered",
    "/top",
    "/log",
    ...[feedPath(), feedPath(["c", "general"]), feedPath(["u", "Robin"]), feedPath(["tag", "clinker"])],
    "/new",
    "/sitemap.xml",
    "/robots.txt",
    "/api/viewer",
    `/api/viewer?topic=${id}&topics=${id}`,
    ...(await sitemap(request)).slice(0, 60),
  ]
  for (const place of new Set(places)) {
    const text = await (await request.get(place)).text()
    for (const word of [
      secret,
      "zanzibar",
      id.toLowerCase(),
      committee,
      "Members&#x27; notes",
      "Members' notes",
      ">Committee<",
    ])
      expect(text.toLowerCase().includes(word.toLowerCase()), `${word} on ${place}`).toBe(false)
  }
  // With a slug that gives nothing away: the sign-in names the address that was asked for.
  const place = topicPath({ slug: "anything", id })
  const privatePlace = topicPath({ slug: "anything", id }, { area: "private" })
  const closed = [
    path,
    place,
    privatePlace,
    `${privatePlace}/fresh/${posts[1]!.toLowerCase()}`,
    `${place}/fresh/${posts[1]!.toLowerCase()}`,
    `${place}/reply`,
    `${privatePlace}/reply`,
    `${privatePlace}/reply?to=${posts[1]!.toLowerCase()}&quote=1`,
    `/t/${id.toLowerCase()}`,
    `/p/${posts[0]!.toLowerCase()}`,
    `/p/${posts[1]!.toLowerCase()}`,
    `/post/${posts[1]!.toLowerCase()}`,
    `/post/${posts[1]!.toLowerCase()}/edit`,
    `/post/${posts[1]!.toLowerCase()}/history`,
    "/c/members",
    "/c/members/newest",
    "/private",
    "/private/c/members",
    "/private/c/staff",
    "/tag/zanzibar",
    "/new?category=members",
    ...[feedPath(["t", id]), feedPath(["c", "members"]), feedPath(["tag", "zanzibar"])],
    ...[cardPath(["t", id]), cardPath(["c", "members"])],
    ...(["public", "private"] as const).flatMap((area) => [
      livePath("topic", id, area),
      livePath("category", "members", area),
    ]),
    ...[`${jumpPath(id)}?post=2`, `${jumpPath(id)}?page=1`, continuePath(posts[0]!)],
    ...[postApiPath(posts[1]!), `/api/compose?page=${encodeURIComponent(`${privatePlace}/reply`)}`],
    ...[similarPath("Zanzibar in the title"), `/watch/topic/${id.toLowerCase()}`, "/watch/category/members"],
    `/report/post/${posts[1]!.toLowerCase()}`,
  ]
  const neverThere = (address: string): string =>
    [id, ...posts].reduce((text, one) => text.replaceAll(one.toLowerCase(), NEVER), address)
  for (const address of closed) {
    const answer = await request.get(address, { maxRedirects: 0 })
    const text = (await answer.text()) + JSON.stringify(answer.headers())
    expect(text.includes(secret), address).toBe(false)
    expect(text.toLowerCase().includes("zanzibar-secret"), address).toBe(false)
    expect(text.includes("Members' notes") || text.includes("Members&#x27; notes"), address).toBe(false)
    expect(answer.status(), address).toBeLessThan(500)
    expect(answer.headers()["cache-control"] ?? "", address).not.toContain("public")
    // Nor does it tell that something is there: the same is answered where nothing ever was.
    const elsewhere = neverThere(address)
    if (elsewhere === address) continue
    const other = await request.get(elsewhere, { maxRedirects: 0 })
    const location = (of: typeof answer) => neverThere(of.headers().location ?? "")
    expect([other.status(), location(other)], elsewhere).toEqual([answer.status(), location(answer)])
  }
  // Not there, and never was: the words are the same.
  await page.goto(path)
  const words = await page.getByRole("main").ariaSnapshot()
  await page.goto(`/t/nothing/${NEVER}`)
  expect(await page.getByRole("main").ariaSnapshot()).toBe(words)
})

test("members read what is theirs under /private, and staff theirs", async ({ as }) => {
  const member = await as(ROBIN)
  await member.goto("/private")
  await expect(member.getByRole("link", { name: "Members' notes" }).first()).toBeVisible()
  await expect(member.getByText("Committee", { exact: true })).toHaveCount(0)
  await member.getByRole("link", { name: "Winter berths: the list" }).first().click()
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Winter berths: the list")
  await member.goto("/private/c/staff")
  await expect(member.getByRole("link", { name: "The ladder: two offers" })).toHaveCount(0)
  const keeper = await as(KEEPER)
  await keeper.goto("/private/c/staff")
  await expect(keeper.getByRole("link", { name: "The ladder: two offers" })).toBeVisible()
})
