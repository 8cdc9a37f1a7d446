import { sharedList } from "#lib/testing/shared.ts"
import { type MadeTopic, makeTopic } from "./fixtures/forum.ts"
import { ROBIN, register, SANNA, stranger } from "./fixtures/people.ts"
import { ORIGIN } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

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
