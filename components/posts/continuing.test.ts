import { expect, test } from "vitest"
import { unreadOf } from "./continuing.client.tsx"

/** Posts as the page has them: numbers from `first`, by the users named. */
const page = (first: number, ...by: string[]): HTMLElement[] =>
  by.map((user, index) => {
    const number = String(first + index)
    return { dataset: { post: `P${number.padStart(3, "0")}`, number, user } } as unknown as HTMLElement
  })
const numberOf = (post: HTMLElement | undefined) => post && Number(post.dataset.number)

test("reading goes on at the first post behind the one that was read last", () => {
  expect(numberOf(unreadOf(page(1, "a", "b", "c"), { lastRead: "P002", number: 2 }, "me"))).toBe(3)
  expect(unreadOf(page(1, "a", "b", "c"), { lastRead: "P003", number: 3 }, "me")).toBeUndefined()
})

test("one's own posts are not new to oneself", () => {
  expect(numberOf(unreadOf(page(1, "a", "me", "c"), { lastRead: "P001", number: 1 }, "me"))).toBe(3)
  expect(unreadOf(page(1, "a", "me"), { lastRead: "P001", number: 1 }, "me")).toBeUndefined()
})

test("a page begins with what is new only when the one before it is read to its end", () => {
  expect(numberOf(unreadOf(page(21, "a", "b"), { lastRead: "P020", number: 20 }, "me"))).toBe(21)
  expect(unreadOf(page(21, "a", "b"), { lastRead: "P004", number: 4 }, "me")).toBeUndefined()
  expect(unreadOf(page(21, "a", "b"), { lastRead: "P020" }, "me")).toBeUndefined()
})

test("who was never here has nothing to go on with", () => {
  expect(unreadOf(page(1, "a", "b"), { lastRead: null }, "me")).toBeUndefined()
})
