import { allActions, call } from "./fixtures/actions.ts"
import { as, fieldsFor, named, stateOf, target, WRITING } from "./fixtures/attacking.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

let known: Promise<string> | undefined
const visiblePost = (): Promise<string> => {
  known ??= makeTopic("A topic whose page has all buttons").then(({ posts }) => posts[0]!.toLowerCase())
  return known
}

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
  const gone = [topic.path, `/p/${topic.posts[1]!.toLowerCase()}`, `/t/${topic.id.toLowerCase()}`]
  for (const path of [...gone, `${topic.path}/reply`]) {
    const answer = await sanna.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(gone.includes(path) ? 410 : 404)
    expect(await answer.text(), path).not.toContain(topic.title)
  }
})
