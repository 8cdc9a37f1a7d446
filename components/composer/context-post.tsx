import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ShownPost } from "#lib/views/writing.ts"

/** A post beside a form, to be answered: who, when, what; nothing to press. */
export function ContextPost({ post }: { post: ShownPost }): ReactElement {
  return (
    <article className="rounded-md border border-border px-4 py-3">
      <p className="mb-2 text-sm text-muted">
        <b className="font-semibold text-text">{post.author}</b>, <Time at={post.createdAt} precise />
      </p>
      <Prose html={post.html} />
    </article>
  )
}
