import { afterEach, expect, test } from "vitest"
import { DAY, now, SECOND, setClock } from "./clock.ts"
import { newId, timeOf } from "./ids.ts"

afterEach(() => setClock())

test("ids sort in the order in which they were made, also when the clock is put right by a little", () => {
  const made = Array.from({ length: 100 }, () => newId())
  const present = now()
  setClock(() => present - 5 * SECOND)
  made.push(newId(), newId())
  expect(made).toEqual([...new Set(made)].sort())
})

test("what is told of the past has ids of the past, though something was made before it was told", () => {
  newId()
  const past = now() - 300 * DAY
  setClock(() => past)
  const [one, two] = [newId(), newId()]
  expect([timeOf(one), timeOf(two)]).toEqual([past, past])
  expect(one < two).toBe(true)
  setClock()
  expect(timeOf(newId())).toBeGreaterThan(past + 299 * DAY)
})
