/** The mail that greets a new member. */
import { nowIso } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { homePath, mailSettingsPath, newTopicPath } from "#lib/web/paths.ts"
import { whyNoMail } from "./choices.ts"
import { type Letter, letter } from "./letter.ts"
import { settingsOf } from "./settings.ts"

/** The letter, or why there is none. The name is the member's own, whose address is confirmed. */
export async function welcomeLetter(user: string): Promise<Letter | string> {
  const member = await getUser(user, { consistent: true })
  const reason = whyNoMail(member, await settingsOf(user), nowIso())
  if (reason || !member?.email) return reason ?? "the member has no address"
  const { name } = config()
  return letter(
    member.email,
    `Welcome to ${name}`,
    [
      `Hello ${member.name}, your account at ${name} is open. Good to have you here.`,
      "See what people talk about, answer where you know something, ask where you do not:",
      { link: homePath(), label: "See the latest topics" },
      { link: newTopicPath(), label: "Start a topic" },
      "When somebody answers or mentions you, you hear of it by mail, and once a week of what else was good. You decide what comes and how often:",
      { link: mailSettingsPath(), label: "Choose your mail" },
    ],
    { place: { id: `welcome-${user.toLowerCase()}` } },
  )
}
