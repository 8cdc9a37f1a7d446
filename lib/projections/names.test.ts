import { describe, expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { namesBeginning } from "#lib/db/patterns/names.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { deleteCallable } from "#lib/db/writes/callables.ts"
import { swapName } from "#lib/db/writes/names.ts"
import { confirmMember } from "#lib/db/writes/registrations.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { whoMayBeMeant } from "#lib/forum/calling.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { folded, skeletonOf } from "#lib/forum/names.ts"
import { removePost } from "#lib/forum/removal.ts"
import { againAfter, oneByOne, twice } from "#lib/testing/deliveries.ts"
import { intercept, type Sent } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { names } from "./names.ts"

freshTable()
withoutLimits()

const found = async (beginning: string) => (await namesBeginning(folded(beginning))).map(({ name }) => name)
const rename = async (who: Member, name: string) => {
  const user = (await getUser(who.id, { consistent: true }))!
  await commit(swapName(user, name, skeletonOf(name)))
}

const isAboutNames = ({ command, input }: Sent): boolean =>
  /Put|Delete|Write/.test(command) && JSON.stringify(input).includes("NAMES#")

describe("a member is found by the beginning of their name", () => {
  test.each([
    ["twice", twice],
    ["in pieces", oneByOne],
    ["again after a crash", againAfter(1)],
  ])("whatever the case, in the order of the alphabet, also when it is told %s", async (how, delivery) => {
    const n = `q${how.length}`
    for (const name of [`${n}Zoe`, `${n}anna`, `${n}Anne`]) await someone(name)
    await settle({ deliver: delivery })
    expect(await found(n.toUpperCase())).toEqual([`${n}anna`, `${n}Anne`, `${n}Zoe`])
    expect(await found(`${n}AN`)).toEqual([`${n}anna`, `${n}Anne`])
  })

  test("and by no more than a list shows", async () => {
    for (let n = 0; n < 12; n++) await someone(`crowd${String(n).padStart(2, "0")}`)
    await settle()
    expect(await found("crowd")).toHaveLength(8)
  })

  test("by the new name, not the old one, even when the change is told late", async () => {
    const who = await someone("Eldritch_one")
    await rename(who, "Plain_one")
    await rename(who, "Zebra_one")
    await settle({ deliver: (changes) => [changes.toReversed(), changes] })
    expect(await found("eldritch")).toEqual([])
    expect(await found("plain_")).toEqual([])
    expect(await found("zebra_")).toEqual(["Zebra_one"])
  })

  test("by the new name alone, when a worker that was held up writes after it", async () => {
    const who = await someone("Overtaken_one")
    await settle()
    await rename(who, "Formerly_one")
    const changes = await changesSince()
    let held = 0
    const stop = intercept(async (sent, goOn) => {
      if (isAboutNames(sent) && held++ === 0) {
        // It has read the member. Meanwhile they take another name, and another worker follows.
        await rename(who, "Presently_one")
        await settle()
      }
      return goOn()
    })
    await names.apply(changes.filter(({ entityType }) => entityType === "User"))
    stop()
    expect(held).toBeGreaterThan(0)
    expect(await found("formerly_")).toEqual([])
    expect(await found("presently_")).toEqual(["Presently_one"])
  })

  test("once their address is confirmed, and not after they have left", async () => {
    const { id } = await someone("Pending_one", { verifiedAt: undefined })
    await settle()
    expect(await found("pending_")).toEqual([])
    const user = (await getUser(id, { consistent: true }))!
    const confirmed = confirmMember(user, skeletonOf(user.name), () => new Error("changed"))
    await commit(confirmed.slice(0, 1))
    await settle()
    expect(await found("pending_")).toEqual(["Pending_one"])
    await endAccountOf((await getUser(id, { consistent: true }))!, "keep")
    await settle()
    expect(await found("pending_")).toEqual([])
    expect(await found("former")).toEqual([])
  })

  test("again when the names are made anew: of all who have written", async () => {
    const who = await someone("Lost_one")
    await aTopic(who, await aCategory())
    await settle()
    await commit([deleteCallable({ folded: "lost_one", user: who.id })])
    expect(await found("lost_")).toEqual([])
    await rebuilt(names)
    expect(await found("lost_")).toEqual(["Lost_one"])
  })
})

describe("whoever types a name", () => {
  test("is offered the people of the topic, who wrote last first, but not themselves", async () => {
    const [asks, answers, types] = [
      await someone("T_asks"),
      await someone("T_answers"),
      await someone("T_types"),
    ]
    const { topic } = await aTopic(asks, await aCategory())
    await aReply(answers, topic)
    await aReply(types, topic)
    expect(await whoMayBeMeant(types, { topic })).toEqual(["T_answers", "T_asks"])
    const gone = await aReply(await someone("T_gone"), topic)
    await removePost(await someone("T_staff", { role: "moderator" }), { post: gone.post })
    expect(await whoMayBeMeant(types, { topic })).not.toContain("T_gone")
  })

  test("is told nothing of a topic that is not for them, and guests of nobody", async () => {
    const [staff, member] = [await someone("S_staff", { role: "admin" }), await someone("S_member")]
    const { topic } = await aTopic(staff, await aCategory({ readers: "staff", writers: "staff" }))
    await expect(whoMayBeMeant(member, { topic })).rejects.toMatchObject({ kind: "not-found" })
    await expect(whoMayBeMeant(GUEST, { q: "s" })).rejects.toMatchObject({ kind: "unauthenticated" })
    expect(await whoMayBeMeant(member, { q: "  " })).toEqual([])
  })
})
