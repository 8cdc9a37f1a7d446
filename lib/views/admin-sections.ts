/** The pages of the administrators' panel, in the order in which they stand beside it. */
import { type Ability, can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import {
  adminAppearancePath,
  adminCategoriesPath,
  adminInvitationsPath,
  adminMembersPath,
  adminPath,
  adminSettingsPath,
  adminSetupPath,
  adminTagsPath,
  adminTextsPath,
  costsPath,
  machinePath,
  outboxPath,
  watchedWordsPath,
} from "#lib/web/admin-paths.ts"
import { t } from "#lib/words/t.ts"

type Section = {
  href: string
  label: string
  ability: Extract<Ability, "forum.administer" | "category.manage" | "settings.change" | "tag.manage">
}

/** A page is in the panel when it is here: whoever has not its ability is told that there is no such page. */
const SECTIONS: Section[] = [
  { href: adminPath(), label: t("admin.overview"), ability: "forum.administer" },
  { href: adminCategoriesPath(), label: t("panel.categories"), ability: "category.manage" },
  { href: adminTagsPath(), label: t("tags.title"), ability: "tag.manage" },
  { href: adminMembersPath(), label: t("panel.members"), ability: "forum.administer" },
  { href: adminInvitationsPath(), label: t("invitations.title"), ability: "settings.change" },
  { href: adminSettingsPath(), label: t("panel.settings"), ability: "settings.change" },
  { href: adminAppearancePath(), label: t("look.title"), ability: "settings.change" },
  { href: adminTextsPath(), label: t("panel.texts"), ability: "settings.change" },
  { href: watchedWordsPath(), label: t("trust.words"), ability: "settings.change" },
  { href: adminSetupPath(), label: t("panel.setup"), ability: "forum.administer" },
  { href: machinePath(), label: t("admin.machine"), ability: "forum.administer" },
  { href: outboxPath(), label: t("admin.outbox"), ability: "forum.administer" },
  { href: costsPath(), label: t("admin.costs"), ability: "forum.administer" },
]

export type AdminSection = { href: string; label: string; current: boolean }

/** Those to which the member may go. @param path the page that they look at, or one that lies under it */
export function adminSections(member: Member, path: string): AdminSection[] {
  const isIn = (href: string): boolean =>
    path === href || (href !== adminPath() && path.startsWith(`${href}/`))
  return SECTIONS.filter(({ ability }) => can(member, ability, {})).map(({ href, label }) => ({
    href,
    label,
    current: isIn(href),
  }))
}
