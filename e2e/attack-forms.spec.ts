import { postsOnPage } from "#lib/db/patterns/posts.ts"
import { userByEmail } from "#lib/db/patterns/users.ts"
import { allActions, call, callRaw } from "./fixtures/actions.ts"
import { as, fieldsFor, named, stateOf, target } from "./fixtures/attacking.ts"
import { onTable } from "./fixtures/forum.ts"
import { register, SANNA, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const FILE = { name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("a file") }

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
    for (const action of allActions(topic.posts[0]!)) {
      // These would do what they are for.
      if (who && /^signOut/.test(action.name)) continue
      const names = [
        "form",
        "topic",
        "post",
        "body",
        "title",
        "tags",
        "category",
        "version",
        "email",
        "password",
      ]
      const more = [
        "name",
        "token",
        "next",
        "intent",
        "locked",
        "liked",
        "accepted",
        "why",
        "page",
        "provider",
      ]
      const all = [...names, ...more]
      const bags: Parameters<typeof call>[2][] = [
        [],
        all.flatMap(
          (name) =>
            [
              [name, "a"],
              [name, "b"],
            ] as [string, string][],
        ),
        all.map((name) => [name, FILE] as const).map(([name, file]) => [name, file] as [string, typeof FILE]),
        all.map((name) => [name, "[object Object]"]),
        all.map((name) => [name, "\u0000\uFFFE\u202E../../etc/passwd"]),
        all.map((name) => [`${name}[]`, "a"]),
        all.map((name) => [`${name}[__proto__][role]`, "owner"]),
        [
          ...all.map((name) => [name, "x"] as [string, string]),
          ["__proto__", "x"],
          ["constructor", "x"],
          ["toString", "x"],
          ["hasOwnProperty", "x"],
        ],
        all.map((name) => [name, "9".repeat(30_000)]),
        all.map((name) => [name, "-1"]),
        [
          ["intent", "preview"],
          ["body", FILE],
        ],
      ]
      for (const [n, bag] of bags.entries()) {
        const answer = await call(caller, action, bag)
        expect(answer.status(), `${action.name}, bag ${n}, ${who?.name ?? "a guest"}`).toBeLessThan(500)
      }
    }
  }
  expect(await stateOf(topic)).toBe(before)
})

test("arguments that no form makes are refused, and break nothing", async () => {
  const topic = await target("A topic for raw calls")
  const before = await stateOf(topic)
  const caller = await as(SANNA)
  const statuses: string[] = []
  for (const action of allActions(topic.posts[0]!)) {
    if (/^signOut/.test(action.name)) continue
    for (const body of [
      "[]",
      "[null]",
      '[{"values":{}},null]',
      '[{"values":{}},{"post":"x"}]',
      `[{"values":{}},["${topic.posts[0]}"]]`,
      '["a","b","c","d"]',
      '[{"__proto__":{"role":"owner"}},{"__proto__":{"get":1}}]',
      '[{"values":{}},1e999]',
    ]) {
      const answer = await callRaw(caller, action, body)
      if (answer.status() >= 500) statuses.push(`${action.name} ${body} ${answer.status()}`)
    }
  }
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
