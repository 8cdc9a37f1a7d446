import { beforeEach, expect, type MockInstance, test, vi } from "vitest"
import { now } from "#lib/base/clock.ts"
import { getMail } from "#lib/db/patterns/mails.ts"
import { enqueue, giveUp, newMail, putOff, take } from "#lib/email/outbox.ts"
import { settingsOf } from "#lib/email/settings.ts"
import { aSignUp } from "#lib/testing/accounts.ts"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { main } from "./forum.ts"

freshTable()
const inbox = freshInbox()
commandsUseIt()

let out: MockInstance
beforeEach(() => {
  out?.mockRestore()
  out = vi.spyOn(console, "log").mockImplementation(() => {})
})
const said = (): string => out.mock.calls.map(([line]) => String(line)).join("\n")

test("mail that waits and mail that was given up are listed with the reason, and tried again by their ids", async () => {
  const { id: user } = await someone()
  const [late, lost] = ["late", "lost"].map((cause) => newMail(user, cause, now(), { kind: "welcome" }))
  for (const one of [late!, lost!]) await enqueue(one)
  await putOff((await take(late!))!, "451 greylisted,\r\nlater")
  await giveUp((await take(lost!))!, "552 too large")
  expect(await main(["mail"])).toBe(0)
  expect(said()).toMatch(
    /1 mail to be sent, the next one first:\n {2}\S+ {2}welcome {2}due \S+ {2}tried 1 time {2}451 greylisted, later/,
  )
  const reference = /1 mail given up, the newest first:\n {2}(\S+) {2}welcome .* 552 too large/.exec(
    said(),
  )?.[1]
  expect(await main(["mail", "retry", reference!.toLowerCase()])).toBe(0)
  expect(await getMail(user, lost!.id)).toMatchObject({ state: "waiting", tries: 0 })
})

test("mail to an address is stopped by the operator, and an unknown address is told", async () => {
  const { user, email } = await aSignUp(inbox)
  expect(await main(["mail", "bounced", email])).toBe(0)
  expect(said()).toContain(`No mail about the forum goes to ${email}`)
  expect((await settingsOf(user.id)).stopped?.why).toBe("bounced")
  expect(await main(["mail", "complained", "nobody@example.org"])).toBe(0)
  expect(said()).toContain("No member has the address")
})

test("what is not understood is answered with a sentence", async () => {
  const err = vi.spyOn(console, "error").mockImplementation(() => {})
  for (const words of [["burn"], ["retry"], ["retry", "x"], ["retry", "A.B"], ["bounced"]])
    expect(await main(["mail", ...words]), words.join(" ")).toBe(1)
  expect(err).toHaveBeenCalledTimes(5)
  err.mockRestore()
})
