/** Before all: the people of the tests join the forum, by its pages, as people do. */
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { setRole } from "#lib/forum/roles.ts"
import { startTopic } from "#lib/forum/topics.ts"
import { memberOf, onTable } from "./fixtures/forum.ts"
import { expectSignedIn, join, KEEPER, ROBIN, SANNA, signIn } from "./fixtures/people.ts"
import { sessionFile } from "./fixtures/places.ts"
import { test } from "./fixtures/test.ts"

for (const who of [ROBIN, SANNA, KEEPER])
  test(`${who.name} joins`, async ({ page }) => {
    await join(page, who)
    if (who === KEEPER)
      await onTable(async () =>
        setRole({ kind: "operator" }, { member: (await memberOf(KEEPER)).id, role: "moderator" }),
      )
    await signIn(page, who)
    await expectSignedIn(page, who)
    await page.context().storageState({ path: sessionFile(who.name) })
  })

test("the forum has a past of more than one page", async () => {
  await onTable(async () => {
    const writer = { ...(await memberOf({ name: "oddvar" })), postCount: 10, level: 1 as const }
    const present = now()
    try {
      for (let day = 45; day > 0; day--) {
        setClock(() => present - (500 + day) * DAY)
        const title = `Logbook, day ${46 - day}: what the wind did`
        await startTopic(writer, {
          form: newId(),
          category: "free",
          title,
          body: "It blew.",
          tags: ["logbook"],
        })
      }
    } finally {
      setClock()
    }
  })
})
