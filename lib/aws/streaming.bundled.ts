/** The same bundle of the site, deployed with STOA_STREAMING=on: answers are sent as they are made, and not packed. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { output } from "#lib/dev/open-next-output.mjs"
import { reply } from "#lib/forum/posts.ts"
import { ask } from "#lib/testing/lambda.ts"
import { aForm, someone } from "#lib/testing/people.ts"
import { aSiteInAws, asMember } from "#lib/testing/site-in-aws.ts"
import { signInWithPath } from "#lib/web/account-paths.ts"
import { signInPath, topicPath } from "#lib/web/paths.ts"

const site = aSiteInAws({ STOA_STREAMING: "on" })

test("a large page is sent on in pieces, after status and headers", async () => {
  for (const part of ["first", "second", "third"])
    await reply(await someone(), {
      form: aForm(),
      topic: site.hidden.id,
      body: `The ${part} night. `.repeat(900),
    })
  const { pieces, text, headers } = await ask(
    site.one,
    topicPath(site.hidden, { area: "private" }),
    asMember(site),
  )
  expect(text).toContain("The third night.")
  expect(text.length).toBeGreaterThan(100_000)
  // The prelude and its end are the first two; what is never whole in memory has no length.
  expect(pieces.length).toBeGreaterThan(3)
  expect(pieces[0]!.bytes.toString()).toContain('"statusCode":200')
  expect(headers).not.toHaveProperty("content-length")
})

test("a redirect has an end, though it says nothing", async () => {
  const answer = await ask(site.one, signInWithPath("nobody"))
  expect([answer.status, answer.text, answer.headers.location]).toEqual([307, "\n", signInPath()])
})

test("who has it already is told so", async () => {
  const path = topicPath(site.topic)
  const { etag = "" } = (await ask(site.one, path)).headers
  const again = await ask(site.two, path, { headers: { "if-none-match": etag } })
  expect([again.status, again.text, again.headers.etag]).toEqual([304, "\n", etag])
})

test("who does not come by the edge is sent away", async () => {
  const answer = await ask(site.one, "/", { headers: { "x-stoa-edge": "guessed" } })
  expect([answer.status, answer.headers["cache-control"]]).toEqual([403, "private, no-store"])
})

test("the URL that SST makes for a build without the setting expects whole answers", () => {
  const made = JSON.parse(readFileSync(".open-next/open-next.output.json", "utf8"))
  expect(made.origins.default.wrapper).toBe("stoa-lambda")
  // From that the tests of what SST makes begin (infra/made.evaluated.ts).
  expect(made).toMatchObject(output(false))
})
