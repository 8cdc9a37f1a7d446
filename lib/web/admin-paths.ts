/** Addresses of the administrators' panel. */
const part = encodeURIComponent

/** The administrators' panel. Its first page shows how the forum does. */
export const adminPath = (): string => "/admin"
export const watchedWordsPath = (): string => "/admin/words"
/** What goes on behind the pages, and what could not be done. @param after the dead letter behind which the list goes on */
export const machinePath = (after?: string): string =>
  after ? `/admin/machine?${new URLSearchParams({ after })}` : "/admin/machine"
export const deadLetterPath = (id: string): string => `/admin/machine/letters/${part(id)}`
/** Mail that waits or was given up. */
export const outboxPath = (): string => "/admin/outbox"
/** What the forum costs. @param month `yyyy-mm`, this one unless told */
export const costsPath = (month?: string): string =>
  month ? `/admin/costs?${new URLSearchParams({ month })}` : "/admin/costs"
/** For how long: the last days, or the last months. */
export const OVERVIEW_SPANS = ["30", "90", "months"] as const
export type OverviewSpan = (typeof OVERVIEW_SPANS)[number]
export function overviewPath(span: OverviewSpan, category?: string): string {
  const query = new URLSearchParams({ ...(span !== "30" && { span }), ...(category && { category }) })
  return query.size > 0 ? `/admin?${query}` : "/admin"
}
export const adminAppearancePath = (): string => `${adminPath()}/appearance`
/** Everybody's open invitations. */
export const adminInvitationsPath = (after?: string): string =>
  `${adminPath()}/invitations${after ? `?${new URLSearchParams({ after })}` : ""}`
/** All tags of the forum, and one. */
export const adminTagsPath = (): string => `${adminPath()}/tags`
export const adminTagPath = (tag: string): string => `${adminTagsPath()}/one/${part(tag)}`
export const adminTextsPath = (): string => `${adminPath()}/texts`
/** The first steps of a new forum. */
export const adminSetupPath = (): string => `${adminPath()}/setup`
export const adminSettingsPath = (): string => `${adminPath()}/settings`
export const adminMembersPath = (): string => `${adminPath()}/members`
export const adminMemberPath = (member: string): string => `${adminMembersPath()}/${member.toLowerCase()}`
/** Where an account becomes part of another one of the same person. */
export const mergeMemberPath = (member: string): string => `${adminMemberPath(member)}/merge`
/** The administrators' pages of categories: all, a new one, one, its end. */
export const adminCategoriesPath = (): string => `${adminPath()}/categories`
export const newCategoryPath = (): string => `${adminCategoriesPath()}/new`
export const adminCategoryPath = (category: string): string =>
  `${adminCategoriesPath()}/one/${part(category)}`
export const endCategoryPath = (category: string): string => `${adminCategoryPath(category)}/end`
