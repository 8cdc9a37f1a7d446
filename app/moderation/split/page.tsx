import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { splitAction } from "#app/(writing)/post/[id]/actions.ts"
import { SplitPage } from "#components/moderation/moving-page.tsx"
import { SplitInput } from "#lib/forum/merging.ts"
import { loadSplitPreview, looked } from "#lib/views/moving.ts"
import { found, only } from "#lib/web/found.ts"
import { moderatorOrNotFound } from "#lib/web/members-area.ts"
import { splitPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("moderation.split.title") }

export default async function Split({ searchParams }: PageProps<"/moderation/split">): Promise<ReactElement> {
  const query = await searchParams
  const [post, which, title, category] = [query.post, query.which, query.title, query.category].map(only)
  const { data: input } = SplitInput.safeParse({ post, which, title, category })
  if (!input) notFound()
  const staff = await moderatorOrNotFound(splitPath(input))
  const look = await found(looked(input.post, () => loadSplitPreview(staff, input)))
  const hidden = { post: input.post, which: input.which, title: input.title, category: input.category }
  return <SplitPage look={look} action={splitAction} hidden={hidden} />
}
