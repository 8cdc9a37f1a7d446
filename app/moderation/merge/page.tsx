import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { mergeAction } from "#app/(writing)/post/[id]/actions.ts"
import { MergePage } from "#components/moderation/moving-page.tsx"
import { MergeInput } from "#lib/forum/merging.ts"
import { loadMergePreview, looked } from "#lib/views/moving.ts"
import { found, only } from "#lib/web/found.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { mergePath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.merge.title") }

export default async function Merge({ searchParams }: PageProps<"/moderation/merge">): Promise<ReactElement> {
  const { topic, other, post } = await searchParams
  const { data: input } = MergeInput.safeParse({ topic: only(topic), other: only(other) })
  const from = MergeInput.shape.topic.safeParse(only(post)).data
  if (!input || !from) notFound()
  const staff = await moderatorOrNotFound(mergePath({ ...input, post: from }))
  const look = await found(looked(from, () => loadMergePreview(staff, input)))
  return <MergePage look={look} action={mergeAction} hidden={{ topic: input.topic, other: input.other }} />
}
