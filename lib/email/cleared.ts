/** The mail that tells a member what staff took off their profile, and why. */
import type { Clearable } from "#lib/db/items/clearings.ts"
import { clearingsOf } from "#lib/db/patterns/clearings.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { forumName } from "#lib/forum/present-look.ts"
import { escaped } from "#lib/markup/escaped.ts"
import { profileSettingsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { isStopped } from "./choices.ts"
import { type Letter, letter } from "./letter.ts"
import { settingsOf } from "./settings.ts"

/** The letter, or why there is none. It is about the account: it comes to who wants no other mail, too. */
export async function clearedLetter(user: string, what: Clearable): Promise<Letter | string> {
  const [member, clearings, settings] = await Promise.all([
    getUser(user, { consistent: true }),
    clearingsOf(user),
    settingsOf(user),
  ])
  const clearing = clearings.find((one) => one.what === what)
  if (!clearing) return "the reason is forgotten"
  if (!member?.email || !member.verifiedAt) return "the member has no confirmed address"
  if (isStopped(member, settings)) return "mail to the address is stopped"
  const { reason } = clearing
  return letter(member.email, t(`letters.cleared.${what}.subject`, { forum: forumName() }), [
    t(`letters.cleared.${what}.text`, { name: member.name }),
    { text: reason, html: `<p>${escaped(reason)}</p>` },
    t("letters.cleared.anew"),
    { link: profileSettingsPath(), label: t("letters.cleared.profile") },
  ])
}
