/** People come to break things: every action called by hand, every text with a script in it. */
import { connect } from "node:net"
import { type APIRequestContext, request as requests } from "@playwright/test"
import { newId } from "#lib/base/ids.ts"
import { postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { userByEmail } from "#lib/db/patterns/users.ts"
import { sharedList } from "#lib/testing/shared.ts"
import { type Action, allActions, call, callRaw } from "./fixtures/actions.ts"
import { type MadeTopic, makeTopic, memberOf, onTable } from "./fixtures/forum.ts"
import { KEEPER, type Person, ROBIN, register, SANNA, stranger } from "./fixtures/people.ts"
import { ORIGIN, sessionFile } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

const as = (who?: Person): Promise<APIRequestContext> =>
  requests.newContext({ baseURL: ORIGIN, ...(who && { storageState: sessionFile(who.name) }) })

/** Robin's question with Sanna's answer: what somebody would like to change who may not. */
const target = (title: string): Promise<MadeTopic> =>
  makeTopic(title, {
    category: "questions",
    by: [ROBIN.name, SANNA.name],
    bodies: ["The question as it was asked.", "The answer as it was given."],
  })

/** All that could have changed, as the table has it. */
const stateOf = (topic: MadeTopic): Promise<string> =>
  onTable(async () =>
    JSON.stringify([
      await findTopic(topic.id, { consistent: true }),
      await postsOnPage(topic.id, 1, { consistent: true }),
      (await memberOf(ROBIN)).role,
    ]),
  )

/** Fields with which each action would do something to the target. */
function fieldsFor(name: string, topic: MadeTopic, post = topic.posts[0]!): [string, string][] {
  const [script, form] = [["script", "1"] as [string, string], newId()]
  const fields: Record<string, [string, string][]> = {
    replyAction: [
      ["form", form],
      ["topic", topic.id],
      ["body", "A reply that should not be there."],
    ],
    startTopicAction: [
      ["form", form],
      ["category", "staff"],
      ["title", "A topic that should not be there"],
      ["body", "No."],
      ["tags", ""],
    ],
    editAction: [
      ["post", post],
      ["version", "1"],
      ["topicVersion", "1"],
      ["title", "A title that should not be there"],
      ["tags", "evil"],
      ["body", "An edit that should not be there."],
    ],
    removeAction: [
      ["post", post],
      ["why", "because"],
    ],
    restoreAction: [["post", post]],
    answerAction: [
      ["post", topic.posts[1]!],
      ["accepted", "true"],
    ],
    likeAction: [
      ["post", post],
      ["liked", "true"],
    ],
    lockAction: [
      ["topic", topic.id],
      ["locked", "true"],
    ],
    moveAction: [
      ["topic", topic.id],
      ["category", "general"],
    ],
  }
  return [script, ...(fields[name] ?? [])]
}

const WRITING = /^(reply|startTopic|edit|remove|restore|answer|like|lock|move)Action$/

test("whoever is not signed in changes nothing by any action", async () => {
  const topic = await target("What guests may not change")
  const before = await stateOf(topic)
  const guest = await as()
  const actions = allActions(topic.posts[0]!).filter(({ name }) => WRITING.test(name))
  expect(actions.length).toBe(9)
  for (const action of actions) {
    const answer = await call(guest, action, fieldsFor(action.name, topic))
    expect(answer.status(), action.name).toBeLessThan(500)
    expect(await answer.text(), `${action.name} says why`).toMatch(/sign-in|Sign in/)
  }
  expect(await stateOf(topic)).toBe(before)
})

test("a member changes nothing of somebody else's by any action", async () => {
  const topic = await target("What other members may not change")
  const before = await stateOf(topic)
  const sanna = await as(SANNA)
  for (const action of allActions(topic.posts[0]!)) {
    if (!/^(edit|remove|answer|lock|move)Action$/.test(action.name)) continue
    const answer = await call(sanna, action, fieldsFor(action.name, topic))
    expect(answer.status(), action.name).toBeLessThan(500)
    expect(await answer.text(), `${action.name} says why`).toMatch(/"code":"/)
  }
  expect(await stateOf(topic)).toBe(before)
})

test("what one cannot see one cannot touch: a topic of the staff, by its ids", async () => {
  const topic = await makeTopic("A topic of the committee", {
    category: "staff",
    by: [KEEPER.name],
    bodies: ["Between us.", "And us."],
  })
  const before = await stateOf(topic)
  for (const who of [undefined, ROBIN]) {
    const caller = await as(who)
    for (const action of allActions(topic.posts[0]!)) {
      if (!WRITING.test(action.name)) continue
      const page = action.page.startsWith("/post/")
        ? { ...action, page: `/post/${await visiblePost()}` }
        : action
      const answer = await call(caller, page, fieldsFor(action.name, topic))
      expect(answer.status(), action.name).toBeLessThan(500)
      expect(await answer.text(), action.name).not.toContain("Between us")
    }
  }
  expect(await stateOf(topic)).toBe(before)
})

let known: Promise<string> | undefined
const visiblePost = (): Promise<string> => {
  known ??= makeTopic("A topic whose page has all buttons").then(({ posts }) => posts[0]!.toLowerCase())
  return known
}

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

const named = (topic: MadeTopic, name: string): Action => {
  const found = allActions(topic.posts[0]!).find((action) => action.name === name)
  if (!found) throw new Error(`There is no action ${name}.`)
  return found
}

const FILE = { name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("a file") }

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

test("a form of another site is refused", async () => {
  const topic = await target("A topic that another site wants")
  const before = await stateOf(topic)
  const robin = await as(ROBIN)
  for (const headers of [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: `${ORIGIN}.evil.example` },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ] as Record<string, string>[])
    for (const action of allActions(topic.posts[0]!)) {
      if (!WRITING.test(action.name) || action.name === "startTopicAction") continue
      const answer = await call(robin, action, fieldsFor(action.name, topic), headers)
      expect(answer.status(), `${action.name} from ${JSON.stringify(headers)}`).toBeLessThan(500)
      expect(await answer.text(), action.name).toMatch(/another site/)
    }
  for (const origin of ["https://evil.example", "null"]) {
    const answer = await robin.post("/api/read", {
      data: { post: topic.posts[0] },
      headers: { Origin: origin },
    })
    expect(answer.status()).toBe(403)
  }
  expect(await stateOf(topic)).toBe(before)
})

test("what is too large is refused before it is read", async () => {
  const topic = await target("A topic for a flood")
  const answer = await call(await as(SANNA), named(topic, "replyAction"), [
    ...fieldsFor("replyAction", topic).filter(([name]) => name !== "body"),
    ["body", "x".repeat(6 * 2 ** 20)],
  ]).catch((error: Error) => error)
  // Either an answer, or the connection is closed before all of it is sent.
  if (!(answer instanceof Error)) expect(answer.status()).toBe(413)
  expect((await (await as()).get("/api/health")).status()).toBe(200)
})

test("routes answer strange calls with a refusal", async () => {
  for (const who of [undefined, ROBIN]) {
    const caller = await as(who)
    for (const [path, data] of [
      ["/api/read", ""],
      ["/api/read", "null"],
      ["/api/read", '{"post":["01ARZ3NDEKTSV4RRFFQ69G5FAV"]}'],
      ["/api/read", '{"post":{"$ne":""}}'],
      ["/api/read", '{"__proto__":{"post":"x"}}'],
      ["/api/read", '{"post":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}'],
      ["/api/revalidate", '{"tags":["all"]}'],
      ["/api/auth/signin/password", ""],
      ["/api/auth/callback/password", "email=a&password=b"],
      ["/api/auth/session", ""],
    ] as const) {
      const answer = await caller.post(path, {
        data,
        headers: { "Content-Type": "application/json" },
        maxRedirects: 0,
      })
      expect(answer.status(), `${path} ${data}`).toBeGreaterThanOrEqual(400)
      expect(answer.status(), `${path} ${data}`).toBeLessThan(500)
    }
    for (const path of [
      "/api/viewer?topic[]=x&topics=__proto__",
      "/api/viewer?topic=x&topic=y",
      `/api/viewer?topics=${"01ARZ3NDEKTSV4RRFFQ69G5FAV,".repeat(500)}`,
      "/api/auth/session",
      "/api/auth/csrf",
      "/api/auth/providers",
      "/api/auth/callback/github?code=x&state=y",
      "/api/auth/error?error=<script>alert(1)</script>",
      "/sign-in?problem=<script>alert(1)</script>&said=__proto__",
      "/sign-in?said=constructor&next[]=/x&next=//evil.example",
      "/register?owner=x&owner=y",
      "/reset?token=",
      "/reset?token[]=x",
      "/verify?token=__proto__",
      "/link?token=%00",
      "/new?category=__proto__",
      "/new?category[]=general",
      "/tag/__proto__",
      "/u/__proto__",
      "/u/constructor/posts",
      "/c/__proto__",
      "/c/toString/top",
      "/t/%00/%00",
      "/t/x/__proto__",
      "/p/__proto__",
      "/post/__proto__",
      "/post/__proto__/edit",
      "/post/..%2f..%2fetc%2fpasswd/history?before=__proto__",
      "/private/c/__proto__",
      "/private/t/x/__proto__/99999999",
      "/sitemap/__proto__.xml",
      "/sitemap/..%2fx.xml",
      "/_next/image?url=http://169.254.169.254/&w=64&q=75",
      "/_next/../../package.json",
      "/..%2f..%2fdata/secret",
      "//evil.example/x",
      "/\\evil.example",
      `/${"a".repeat(9000)}`,
    ]) {
      const answer = await caller.get(`${ORIGIN}${path}`, { maxRedirects: 0 })
      const text = await answer.text()
      expect(answer.status(), path.slice(0, 80)).toBeLessThan(500)
      expect(text, path.slice(0, 80)).not.toContain("<script>alert(1)")
      expect(answer.headers().location ?? "", path.slice(0, 80)).not.toMatch(/^(https?:)?\/\/evil|^\/\\/)
    }
  }
})

test("a session that is made up is a guest's", async () => {
  for (const cookie of ["x", "eyJhbGciOiJkaXIifQ..x.x.x", "[]", "%00", "a".repeat(3000)]) {
    const caller = await requests.newContext({
      baseURL: ORIGIN,
      extraHTTPHeaders: {
        Cookie: ["authjs.session-token", "stoa-session", "__Secure-authjs.session-token"]
          .map((name) => `${name}=${cookie}`)
          .join("; "),
      },
    })
    const answer = await caller.get("/api/viewer")
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toEqual({ me: null })
  }
})

/** Texts that would run a script where they are not taken as text. */
const PAYLOADS = [
  "<script>stolen()</script>",
  "<img src=x onerror=stolen()>",
  "<svg/onload=stolen()>",
  '"><img src=x onerror=stolen()>',
  "'><svg onload=stolen()>",
  "</title><script>stolen()</script>",
  "</script><script>stolen()</script>",
  "</textarea><img src=x onerror=stolen()>",
  "<!--><img src=x onerror=stolen()>",
  "[a](javascript:stolen())",
  "[a](java\tscript:stolen())",
  "[a](&#106;avascript:stolen())",
  '![a](x"onerror="stolen())',
  "![](javascript:stolen())",
  "<javascript:stolen()>",
  "[x]: javascript:stolen()\n\n[x]",
  "<details open ontoggle=stolen()>",
  "<math><mtext><table><mglyph><style><img src=x onerror=stolen()>",
  "<iframe srcdoc='<script>parent.stolen()</script>'></iframe>",
  "```<img src=x onerror=stolen()>\n<img src=x onerror=stolen()>\n```",
  '[quote="<img src=x onerror=stolen()>" post="x"]\n<img src=x onerror=stolen()>\n[/quote]',
  "@<img src=x onerror=stolen()>",
  ":<img src=x onerror=stolen()>:",
  "||<img src=x onerror=stolen()>||",
  "[^<img src=x onerror=stolen()>]\n\n[^<img src=x onerror=stolen()>]: <svg onload=stolen()>",
  "{{constructor.constructor('stolen()')()}}",
  '<a href="data:text/html,<script>stolen()</script>">a</a>',
  "<base href=//evil.example>",
  "<meta http-equiv=refresh content='0;url=//evil.example'>",
  "<form action=//evil.example><button>go</button></form>",
  "\u2028<script>stolen()</script>\u2029",
]

test("no text of a stranger ever runs, wherever it is shown", async ({ as: open }) => {
  test.slow()
  const shared = sharedList<{ payload: string }>("hostile/xss.json").map(({ payload }) => payload)
  const bodies = [...PAYLOADS, ...shared.filter((payload) => payload.trim() !== "")]
  const page = await open(ROBIN)
  const heard: string[] = []
  page.on("dialog", (dialog) => {
    heard.push(`${page.url()}: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on("popup", (popup) => heard.push(`popup: ${popup.url()}`))
  page.on("request", (request) => {
    if (request.isNavigationRequest() && !request.url().startsWith(ORIGIN))
      heard.push(`left for ${request.url()}`)
  })
  await page.exposeFunction("stolen", () => heard.push(`${page.url()}: stolen`))

  const made: MadeTopic[] = []
  for (let at = 0; at < bodies.length; at += 100)
    made.push(
      await makeTopic(`Strange texts, ${at}`, {
        by: [ROBIN.name, SANNA.name],
        bodies: ["They follow.", ...bodies.slice(at, at + 100).map((body) => body.slice(0, 30_000))],
      }),
    )
  for (const [n, payload] of PAYLOADS.slice(0, 10).entries())
    made.push(
      await makeTopic(`${payload} ${n}`, { tags: [`t${n}<script>`.replace(/\W/g, "-")], bodies: [payload] }),
    )

  const places = made.flatMap(({ path, posts }) =>
    Array.from({ length: Math.ceil(posts.length / 20) }, (_, n) => (n === 0 ? path : `${path}/${n + 1}`)),
  )
  const titled = made.at(-1)!
  places.push(
    "/",
    "/c/general",
    "/u/Robin",
    "/u/Robin/posts",
    "/u/Sanna/posts",
    `/post/${titled.posts[0]!.toLowerCase()}`,
    `/post/${titled.posts[0]!.toLowerCase()}/edit`,
    `/post/${titled.posts[0]!.toLowerCase()}/history`,
    `${titled.path}/reply?to=${titled.posts[0]!.toLowerCase()}&quote=1`,
    `${titled.path}/fresh/${titled.posts[0]!.toLowerCase()}`,
  )
  for (const place of places) {
    await page.goto(place)
    expect(new URL(page.url()).origin, place).toBe(ORIGIN)
    const bad = await page.evaluate(() =>
      Array.from(document.querySelectorAll("main *")).flatMap((element) => {
        const names = element.getAttributeNames()
        const runs = names.filter((name) => /^on/i.test(name) || name === "srcdoc")
        const leads = ["href", "src", "action", "formaction", "xlink:href"].filter((name) =>
          /^\s*(javascript(?!:throw new Error\('A React form)|data:text|vbscript)/i.test(
            element.getAttribute(name) ?? "",
          ),
        )
        const isForeign = /^(iframe|object|embed|base|meta|link|style|svg:script)$/i.test(element.localName)
        return runs.length + leads.length > 0 || (isForeign && element.closest(".prose"))
          ? [element.outerHTML.slice(0, 200)]
          : []
      }),
    )
    expect(bad, place).toEqual([])
  }
  // The form that answers shows a preview of the same.
  await page.goto(`${titled.path}/reply`)
  await page.getByLabel("Your reply").fill(PAYLOADS.join("\n\n"))
  await page.getByRole("button", { name: "Preview" }).click()
  await expect(page.getByRole("region", { name: "Preview" })).toBeVisible()
  expect(heard).toEqual([])
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

test("fifty likes at once are one", async () => {
  const topic = await target("A topic that is liked very much")
  const sanna = await as(SANNA)
  const action = named(topic, "likeAction")
  await Promise.all(Array.from({ length: 50 }, () => call(sanna, action, fieldsFor("likeAction", topic))))
  await expect
    .poll(async () => (await onTable(() => postsOnPage(topic.id, 1, { consistent: true })))?.[0]?.likeCount)
    .toBe(1)
})

test("what hangs on a deleted topic cannot be used to get around that", async () => {
  const topic = await target("A topic that is deleted with its parts")
  const keeper = await as(KEEPER)
  await call(keeper, named(topic, "removeAction"), fieldsFor("removeAction", topic))
  const before = await stateOf(topic)
  const sanna = await as(SANNA)
  for (const action of allActions(await visiblePost())) {
    if (!WRITING.test(action.name) || action.name === "startTopicAction") continue
    const answer = await call(sanna, action, fieldsFor(action.name, topic, topic.posts[1]!))
    expect(answer.status(), action.name).toBeLessThan(500)
  }
  expect(await stateOf(topic)).toBe(before)
  for (const path of [
    topic.path,
    `/p/${topic.posts[1]!.toLowerCase()}`,
    `${topic.path}/reply`,
    `/t/${topic.id.toLowerCase()}`,
  ])
    expect((await sanna.get(path, { maxRedirects: 0 })).status(), path).toBe(404)
})

test("an upgrade that nobody asked for is an ordinary request, not a connection that stays open", async () => {
  for (const path of ["/", "/_next/webpack-hmr"]) {
    const { port, hostname } = new URL(ORIGIN)
    const socket = connect(Number(port), hostname)
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
    ]
    socket.write(`${lines.join("\r\n")}\r\n\r\n`)
    const first = await new Promise<string>((resolve, reject) => {
      socket.once("data", (data) => resolve(String(data)))
      socket.once("close", () => resolve(""))
      socket.setTimeout(5_000, () => reject(new Error(`${path}: no answer`)))
    })
    socket.destroy()
    expect(first, path).toMatch(/^HTTP\/1\.1 (200|404) /)
  }
})
