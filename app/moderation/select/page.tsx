import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { SelectPage } from "#components/moderation/select-page.tsx"
import { Id } from "#lib/base/ids.ts"
import { loadSelect, type SelectAsked } from "#lib/views/selecting.ts"
import { found, idIn, only } from "#lib/web/found.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { type SelectFrom, selectPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { selectAction } from "../actions.ts"

export const metadata: Metadata = { title: t("moderation.many.title") }

type Query = Record<string, string | string[] | undefined>

export default async function SelectMany({
  searchParams,
}: PageProps<"/moderation/select">): Promise<ReactElement> {
  const asked = askedIn(await searchParams)
  const staff = await moderatorOrNotFound(selectPath(asked.from))
  return (
    <SelectPage view={await found(loadSelect(staff, asked))} action={selectAction} formKey={randomUUID()} />
  )
}

function askedIn(query: Query): SelectAsked {
  const items = [query.item ?? []].flat().map((id) => Id.safeParse(id))
  return {
    from: { ...fromIn(query), ...(only(query.list) === "removed" && { removed: true }) },
    at: only(query.go) ?? only(query.at),
    items: [...new Set(items.flatMap(({ data }) => data ?? []))],
    ...{ act: only(query.act), to: only(query.to), tags: only(query.tags) },
    all: only(query.all) === "1",
    look: only(query.look) === "1",
  }
}

function fromIn(query: Query): SelectFrom {
  const [category, topic, member] = [query.category, query.topic, query.member].map(only)
  if (category) return { kind: "category", id: category }
  if (topic) return { kind: "topic", id: idIn(topic) }
  return member ? { kind: "member", id: idIn(member) } : notFound()
}
