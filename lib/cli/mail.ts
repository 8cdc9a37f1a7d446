import type { Mail } from "#lib/db/items/mails.ts"
import { MAILS_AT_ONCE, mailsInState } from "#lib/db/patterns/mails.ts"
import { stopMail } from "#lib/email/bounces.ts"
import { retryMail } from "#lib/email/outbox.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

/** Pages that one call prints at most. */
const MOST_PAGES = 40

/** Shows what waits and what was given up, tries again, and notes addresses that take no mail. */
export const mailCommand: Command = {
  name: "mail",
  usage: "list | retry <id> | bounced <address> | complained <address>",
  summary: "Lists mail that waits or was given up, tries one again, or stops mail to an address.",
  mayRunTwice: "May be run twice: a mail that went out is not sent again.",
  options: {},
  help: {},
  async run([what = "list", ...words]) {
    const [word, ...more] = words
    if (what === "list" && words.length === 0) return withForum(list)
    if (more.length === 0 && word) {
      if (what === "retry") return withForum(() => retry(word))
      if (what === "bounced" || what === "complained") return withForum(() => stop(word, what))
    }
    throw new Mistake(`Say what to do: npm run forum -- mail ${this.usage}`)
  },
}

async function list(): Promise<number> {
  const [waiting, failed] = [await all("waiting"), await all("failed")]
  console.log(`${counted(waiting)} to be sent${waiting.mails.length > 0 ? ", the next one first:" : "."}`)
  for (const one of waiting.mails) console.log(lineOf(one, `due ${one.dueAt}`))
  console.log(`${counted(failed)} given up${failed.mails.length > 0 ? ", the newest first:" : "."}`)
  for (const one of failed.mails) console.log(lineOf(one, `of ${one.createdAt}`))
  return 0
}

async function all(state: "waiting" | "failed"): Promise<{ mails: Mail[]; more: boolean }> {
  const mails: Mail[] = []
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await mailsInState(state, mails.at(-1))
    mails.push(...found)
    if (found.length < MAILS_AT_ONCE) return { mails, more: false }
  }
  return { mails, more: true }
}

const counted = ({ mails, more }: { mails: Mail[]; more: boolean }): string =>
  `${more ? "More than " : ""}${mails.length} ${mails.length === 1 ? "mail" : "mails"}`

/** One line: its id for `retry`, what it is, how often it was tried, and why it did not go. */
function lineOf({ user, id, about, tries, reason }: Mail, when: string): string {
  const tried = tries === 0 ? "not tried" : `tried ${tries} time${tries === 1 ? "" : "s"}`
  return `  ${user}.${id}  ${about.kind}  ${when}  ${tried}${reason ? `  ${reason.replace(/\s+/g, " ")}` : ""}`
}

async function retry(reference: string): Promise<number> {
  const [user = "", id = "", ...more] = reference.toUpperCase().split(".")
  if (!id || more.length > 0)
    throw new Mistake("Name a mail as the list does: npm run forum -- mail retry <id>")
  await retryMail(user, id)
  console.log("It is sent as soon as its turn comes, while the forum runs.")
  return 0
}

async function stop(address: string, why: "bounced" | "complained"): Promise<number> {
  const member = await stopMail(address, why, "The operator said so.")
  console.log(
    member
      ? `No mail about the forum goes to ${member.email} any more, until ${member.name} confirms the address anew.`
      : `No member has the address ${address}, so no mail goes there.`,
  )
  return 0
}
