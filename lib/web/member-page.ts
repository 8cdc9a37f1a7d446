/** What the pages about a member have in common: who it is, and where they are if not here. */
import type { Metadata } from "next"
import { notFound, permanentRedirect } from "next/navigation"
import { addressOfOldMember } from "#lib/views/addresses.ts"
import { loadMemberHead, loadNamed } from "#lib/views/member.ts"
import { t } from "#lib/words/t.ts"
import { alternates, shared } from "./metadata.ts"
import { decoded } from "./params.ts"

/**
 * Loads a page about the member of that name. A name in another case, or that an imported forum knew, leads to
 * where the member is now; other names are not found.
 */
export async function requireMemberPage<T>(
  part: string,
  pathOf: (name: string) => string,
  load: (id: string, name: string) => Promise<T | null>,
): Promise<T> {
  const name = decoded(part) ?? notFound()
  const member = await loadNamed(name)
  if (!member) {
    const old = await addressOfOldMember(name)
    return old ? permanentRedirect(old) : notFound()
  }
  if (member.name !== name) permanentRedirect(pathOf(member.name))
  return (await load(member.id, member.name)) ?? notFound()
}

/** @param pathOf the canonical address, from the name as the member writes it */
export async function memberMetadata(
  part: string,
  pathOf: (name: string) => string,
  what?: "topics" | "posts" | "answers",
): Promise<Metadata> {
  const named = await loadNamed(decoded(part) ?? "")
  const member = named && (await loadMemberHead(named.id, named.name))
  if (!member) return {}
  return {
    title: what ? t(`members.${what}-by`, { name: member.name }) : member.name,
    description: member.about || t("members.description", { name: member.name }),
    alternates: alternates(pathOf(member.name), {
      title: t("feeds.member", { name: member.name }),
      of: ["u", member.name],
    }),
    openGraph: { ...(await shared(member.name)), type: "profile", username: member.name },
  }
}
