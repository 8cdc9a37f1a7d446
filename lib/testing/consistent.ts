/** Everything in the test's table fits together. */
import { expect } from "vitest"
import { check } from "#lib/check/check.ts"
import { finishAll, presentTime } from "./sagas.ts"
import { settle } from "./settle.ts"

/** Expects what the operator's check finds to be nothing, when everything has followed that follows. */
export async function expectConsistent(): Promise<void> {
  await settle()
  await finishAll()
  presentTime()
  await settle()
  const { findings } = await check({ waits: [0] })
  expect(findings.map(({ key, wrong }) => `${key}: ${wrong.join("; ")}`)).toEqual([])
}
