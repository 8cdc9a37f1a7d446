/** The mail that greets a new member. */

import { nowIso } from "#lib/base/clock.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { forumName } from "#lib/forum/present-look.ts"
import { mailSettingsPath } from "#lib/web/account-paths.ts"
import { homePath, newTopicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { whyNoMail } from "./choices.ts"
import { type Letter, letter } from "./letter.ts"
import { settingsOf } from "./settings.ts"

/** The letter, or why there is none. The name is the member's own, whose address is confirmed. */
export async function welcomeLetter(user: string): Promise<Letter | string> {
  const member = await getUser(user, { consistent: true })
  const reason = whyNoMail(member, await settingsOf(user), nowIso())
  if (reason || !member?.email) return reason ?? "the member has no address"
  const name = forumName()
  return letter(
    member.email,
    t("letters.welcome.subject", { forum: name }),
    [
      t("letters.welcome.text", { name: member.name, forum: name }),
      t("letters.welcome.look"),
      { link: homePath(), label: t("letters.welcome.latest") },
      { link: newTopicPath(), label: t("letters.welcome.start") },
      t("letters.welcome.mail"),
      { link: mailSettingsPath(), label: t("letters.welcome.choose") },
    ],
    { place: { id: `welcome-${user.toLowerCase()}` } },
  )
}
