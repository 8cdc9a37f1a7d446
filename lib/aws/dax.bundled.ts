/** The same bundle with a cache that nobody answers at: Amazon's client is in it, and no reader misses anything. */
import { expect, test } from "vitest"
import { getUser } from "#lib/db/patterns/users.ts"
import { ask } from "#lib/testing/lambda.ts"
import { someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { aSiteInAws, asMember } from "#lib/testing/site-in-aws.ts"

const site = aSiteInAws({ DAX_ENDPOINT: "dax://127.0.0.1:9" })

test("what DAX may answer and does not, the table answers; the log says once that it was left out", async () => {
  const { name = "" } = (await getUser((await someone()).id)) ?? {}
  await settle()
  for (let n = 0; n < 2; n++) {
    const { status, text } = await ask(site.one, `/api/people?q=${name}`, asMember(site))
    expect([status, text]).toEqual([200, expect.stringContaining(name)])
  }
  expect(site.one.said()).not.toMatch(/Cannot find|ERR_MODULE/)
  expect(site.one.said().match(/DAX is left out for 30 seconds/g)).toHaveLength(1)
  expect(site.one.said()).toContain("127.0.0.1")
  // Who has not read what it may answer has not loaded it.
  await ask(site.two, "/")
  expect(site.two.said()).not.toContain("DAX")
})
