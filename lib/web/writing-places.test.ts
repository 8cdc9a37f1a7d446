import { describe, expect, test } from "vitest"
import { editPath, messagePath, newTopicPath, replyPath } from "./paths.ts"
import { writingPlaceOf } from "./writing-places.ts"

const ID = "01J0000000000000000000000A"
const topic = { slug: "größe & co", id: ID }

describe("the address of a form", () => {
  test("is read back to what one writes there", () => {
    expect(writingPlaceOf(newTopicPath())).toEqual({ kind: "topic" })
    expect(writingPlaceOf(newTopicPath("a b"))).toEqual({ kind: "topic", category: "a b" })
    expect(writingPlaceOf(replyPath(topic))).toEqual({
      kind: "reply",
      area: "public",
      topic: ID,
      quote: false,
    })
    expect(writingPlaceOf(replyPath(topic, ID, "private", { quote: true }))).toEqual({
      ...{ kind: "reply", area: "private", topic: ID },
      ...{ to: ID, quote: true },
    })
    expect(writingPlaceOf(editPath(ID))).toEqual({ kind: "edit", post: ID })
    expect(writingPlaceOf(messagePath())).toEqual({ kind: "staff" })
  })

  test.each([
    "",
    "/",
    "/new/x",
    "/t/x/nothing/reply",
    "/t/x/reply",
    "//evil.example/new",
    "https://evil.example/new",
    "javascript:alert(1)",
    "/post/x/edit",
    "http://[",
  ])("is none: %s", (page) => {
    expect(writingPlaceOf(page)).toBeUndefined()
  })

  test("with a strange post to answer is that of the topic", () => {
    expect(writingPlaceOf(`${replyPath(topic)}?to=__proto__&quote=2`)).toEqual({
      ...{ kind: "reply", area: "public" },
      ...{ topic: ID, quote: false },
    })
  })
})
