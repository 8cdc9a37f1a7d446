import { postsOnPage } from "#lib/db/patterns/posts.ts"
import { userByEmail } from "#lib/db/patterns/users.ts"
import { ACTIONS } from "./fixtures/access-rows.ts"
import { allActions, call, callRaw, each } from "./fixtures/actions.ts"
import { as, fieldsFor, named, stateOf, target } from "./fixtures/attacking.ts"
import { onTable } from "./fixtures/forum.ts"
import { register, SANNA, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const FILE = { name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("a file") }
const NAMES = [
  ...["form", "topic", "post", "body", "title", "tags", "category", "version", "email", "password"],
  ...["name", "token", "next", "intent", "locked", "liked", "accepted", "why", "page", "provider"],
]
type Bag = Parameters<typeof call>[2]
const allAre = (value: Bag[number][1], name = (plain: string) => plain): Bag =>
  NAMES.map((plain) => [name(plain), value])
/** What an action that reads fields by their names may be sent in their place. */
const BAGS: Bag[] = [
  [],
  NAMES.flatMap(
    (name): Bag => [
      [name, "a"],
      [name, "b"],
    ],
  ),
  allAre(FILE),
  allAre("[object Object]"),
  allAre("\u0000\uFFFE\u202E../../etc/passwd"),
  [
    ...allAre("x"),
    ...allAre("a", (name) => `${name}[]`),
    ...allAre("owner", (name) => `${name}[__proto__][role]`),
    ["__proto__", "x"],
    ["constructor", "x"],
    ["toString", "x"],
    ["hasOwnProperty", "x"],
  ],
  allAre("9".repeat(30_000)),
  allAre("-1"),
  [
    ["intent", "preview"],
    ["body", FILE],
  ],
]

test("fields that are not asked for are not taken", async ({ page }) => {
  const who = stranger()
  await page.goto("/register")
  await page
    .getByRole("main")
    .locator("form")
    .first()
    .evaluate((form) => {
      for (const [name, value] of [
        ["role", "owner"],
        ["verifiedAt", "2026-01-01T00:00:00.000Z"],
        ["id", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
        ["sessionEpoch", "9"],
        ["postCount", "100"],
        ["suspendedUntil", ""],
        ["__proto__", "x"],
        ["constructor", "x"],
      ])
        form.insertAdjacentHTML("beforeend", `<input type="hidden" name="${name}" value="${value}">`)
    })
  await page.getByLabel("Name", { exact: true }).fill(who.name)
  await page.getByLabel("E-mail address").fill(who.email)
  await page.getByLabel("Password").fill(who.password)
  await page.getByRole("button", { name: "Register" }).click()
  await expect(page.getByText("Look into your mail.")).toBeVisible()
  const user = await onTable(() => userByEmail(who.email))
  expect(user).toMatchObject({ role: "member", sessionEpoch: 1, postCount: 0 })
  expect(user?.verifiedAt).toBeUndefined()
  expect(user?.id).not.toBe("01ARZ3NDEKTSV4RRFFQ69G5FAV")

  const topic = await target("A topic for privileged fields")
  const action = named(topic, "replyAction")
  const answer = await call(await as(SANNA), action, [
    ...fieldsFor("replyAction", topic),
    ["author", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    ["actor", "owner"],
    ["role", "owner"],
    ["id", topic.posts[0]!],
    ["post", topic.posts[0]!],
    ["createdAt", "2001-01-01T00:00:00.000Z"],
    ["likeCount", "1000"],
    ["html", "<script>alert(1)</script>"],
  ])
  expect(answer.status()).toBe(200)
  const posts = await onTable(() => postsOnPage(topic.id, 1, { consistent: true }))
  const { name } = SANNA
  expect(posts?.at(-1)).toMatchObject({ author: { name }, likeCount: 0, version: 1 })
  expect(posts?.at(-1)?.createdAt.startsWith("2001")).toBe(false)
  expect(posts?.at(-1)?.html).not.toContain("<script")
})

test("lists, prototypes, files and floods where a word belongs are refused, and break nothing", async () => {
  // Every action there is, with everything that is strange.
  test.slow()
  const topic = await target("A topic for strange arguments")
  const before = await stateOf(topic)
  for (const who of [undefined, SANNA]) {
    const caller = await as(who)
    // Those would do what they are for. What a guest may not call at all refuses the guest, not the field (access.spec.ts).
    const actions = allActions(topic.posts[0]!).filter(({ name }) =>
      who ? !/^signOut/.test(name) : ACTIONS[name] === "everybody",
    )
    expect(actions.length).toBeGreaterThan(10)
    await each(
      actions.flatMap((action) => BAGS.map((bag, n) => ({ action, bag, n }))),
      async ({ action, bag, n }) => {
        const answer = await call(caller, action, bag)
        expect(answer.status(), `${action.name}, bag ${n}, ${who?.name ?? "a guest"}`).toBeLessThan(500)
      },
    )
  }
  expect(await stateOf(topic)).toBe(before)
})

test("arguments that no form makes are refused, and break nothing", async () => {
  const topic = await target("A topic for raw calls")
  const before = await stateOf(topic)
  const caller = await as(SANNA)
  const statuses: string[] = []
  const bodies = [
    "[]",
    "[null]",
    '[{"values":{}},null]',
    '[{"values":{}},{"post":"x"}]',
    `[{"values":{}},["${topic.posts[0]}"]]`,
    '["a","b","c","d"]',
    '[{"__proto__":{"role":"owner"}},{"__proto__":{"get":1}}]',
    '[{"values":{}},1e999]',
  ]
  const actions = allActions(topic.posts[0]!).filter(({ name }) => !/^signOut/.test(name))
  await each(
    actions.flatMap((action) => bodies.map((body) => ({ action, body }))),
    async ({ action, body }) => {
      const answer = await callRaw(caller, action, body)
      if (answer.status() >= 500) statuses.push(`${action.name} ${body} ${answer.status()}`)
    },
  )
  expect(statuses).toEqual([])
  expect(await stateOf(topic)).toBe(before)
})

test("fifty likes at once are one", async () => {
  const topic = await target("A topic that is liked very much")
  const sanna = await as(SANNA)
  const action = named(topic, "likeAction")
  await Promise.all(Array.from({ length: 50 }, () => call(sanna, action, fieldsFor("likeAction", topic))))
  await expect
    .poll(async () => (await onTable(() => postsOnPage(topic.id, 1, { consistent: true })))?.[0]?.likeCount)
    .toBe(1)
})

test("a name with a script in it is refused, and shown as it was typed", async ({ page }) => {
  let ran = false
  await page.exposeFunction("stolen", () => {
    ran = true
  })
  for (const name of ["<img src=x onerror=a>", '"><svg onload=a>', "<script>a</script>"]) {
    await register(page, { ...stranger(), name })
    await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true")
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name)
  }
  expect(ran).toBe(false)
})
