/** Every page is HTML as the standard has it, before any script has touched it. */
import type { APIRequestContext } from "@playwright/test"
import { HtmlValidate } from "html-validate"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { thingsIn, wrongThings } from "#lib/testing/structured.ts"
import { makeTopic, memberOf, onTable } from "./fixtures/forum.ts"
import { guestPages, longTopic, memberPages, RICH, topicOf } from "./fixtures/pages.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

/** What the standard says; how it is written (quotes, order, letters of the doctype) is React's affair. */
const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] })

/** What is wrong with the page at an address, as a list: its HTML, and what it tells machines. */
async function faults(request: APIRequestContext, path: string): Promise<string[]> {
  const html = await (await request.get(path)).text()
  const { results } = await validator.validateString(html)
  const messages = results.flatMap((result) => result.messages)
  // React's own mark of a form that an action answers; browsers send it to the page's address, as they should.
  const ours = messages.filter(({ message }) => message !== 'Attribute "action" has invalid value ""')
  return [
    ...ours.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    ...wrongThings(thingsIn(html)),
  ]
}

test("what guests read is valid HTML", async ({ page, request }) => {
  test.slow()
  const pages = guestPages(await topicOf(), await longTopic(page))
  for (const [what, path] of Object.entries(pages))
    expect.soft(await faults(request, path), `${what} (${path})`).toEqual([])
})

test("each kind of public page tells machines what it is", async ({ request }) => {
  const topic = await topicOf()
  const kinds = async (path: string) =>
    (thingsIn(await (await request.get(path)).text()) as { "@type": string }[]).map((thing) => thing["@type"])
  expect(await kinds(topic.path)).toEqual(["DiscussionForumPosting", "BreadcrumbList"])
  await onTable(async () => {
    await acceptAnswer(await memberOf(SANNA), { post: topic.posts[1]!, accepted: true })
  })
  await expect(async () => expect(await kinds(topic.path)).toEqual(["QAPage", "BreadcrumbList"])).toPass()
  expect(await faults(request, topic.path)).toEqual([])
  expect(await kinds(`/u/${SANNA.name}`)).toEqual(["ProfilePage"])
})

test("what members read and write on is valid HTML", async ({ as }) => {
  test.slow()
  const { request } = await as(ROBIN)
  for (const [what, path] of Object.entries(memberPages(await topicOf())))
    expect.soft(await faults(request, path), `${what} (${path})`).toEqual([])
})

/** What people paste, of which each could leave an element open or close one too many. */
const HOSTILE = [
  "</article></main></body></html><b>",
  "<p><div><table><tr><td><li>open</p><h1>one more</h1><form><input name=x><button>go",
  '<a href="x" href="y" onclick=1 id=main><a href="z">nested</a></a><img src=x alt="\'><">',
  "<details><summary>a<details><summary>b</details>\n\n<!-- <script> -->\n\n<!DOCTYPE html><svg><style></svg>",
  '> > > [a](b)[c](d "e")\n\n1. a\n   - b\n\n     | t |\n     |-|\n     | <td> |\n\n||un|| ||closed',
  "&#0; &bogus; \u202e\u0000\ufeff \ud83d\ude80 `</code>` [^1] [^1]\n\n[^1]: note </section>\n\n# h1\n\n###### h6",
]

test("texts that are no HTML leave the page valid", async ({ request }) => {
  const title = '</title><h1 class="a" class=b>\u202e & "Boats" <!--'
  const { path, slug } = await makeTopic(title, { bodies: [...HOSTILE, RICH], by: [SANNA.name, ROBIN.name] })
  const search = `/search?q=${encodeURIComponent("</title>\"'><b>")}`
  for (const address of [path, "/", "/c/general", `/u/${SANNA.name}`, `/u/${ROBIN.name}/posts`, search])
    expect.soft(await faults(request, address), `${address}, with ${slug}`).toEqual([])
})
