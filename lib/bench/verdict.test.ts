import { describe, expect, test } from "vitest"
import { OK, verdictOn } from "./verdict.ts"

const budget = { number: "AP-1", name: "a list", rcu: 3, wcu: 0, capped: false }
const write = { number: "W-1", name: "a write", rcu: 1, wcu: 8, capped: false }
const rcu = (units: number) => ({ rcu: units, wcu: 0 })

describe("what the capacity check says", () => {
  test("is fine within the budget, at both sizes alike", () => {
    expect(verdictOn(budget, rcu(3), rcu(3))).toBe(OK)
    expect(verdictOn(budget, rcu(2), rcu(2.5)), "a row that is a few bytes longer").toBe(OK)
    expect(verdictOn(write, { rcu: 1, wcu: 8 }, { rcu: 1, wcu: 8 })).toBe(OK)
  })

  test.each([
    ["over its budget in the small forum", budget, rcu(3.5), rcu(3)],
    ["over its budget in the large one", budget, rcu(3), rcu(3.5)],
    ["over its budget of writes alone", write, { rcu: 0, wcu: 8 }, { rcu: 0, wcu: 9 - 0.5 }],
    ["over its budget, also where it may grow", { ...budget, capped: true }, rcu(1), rcu(4)],
  ])("fails what is %s", (_what, of, small, large) => {
    expect(verdictOn(of, small, large)).toBe("is over its budget")
  })

  test("fails what grows, though it is within its budget still; not what the code bounds", () => {
    expect(verdictOn(budget, rcu(1), rcu(2))).toBe("grows with the forum")
    expect(verdictOn(write, { rcu: 0, wcu: 4 }, { rcu: 0, wcu: 5 })).toBe("grows with the forum")
    expect(verdictOn({ ...budget, capped: true }, rcu(1), rcu(2))).toBe(OK)
  })

  test("fails what has no budget, was not measured, or did nothing", () => {
    expect(verdictOn(undefined, rcu(1), rcu(1))).toMatch(/no row/)
    expect(verdictOn(budget, rcu(1), undefined)).toBe("is not measured")
    expect(verdictOn(budget, rcu(0), rcu(1))).toBe("was not done")
  })
})
