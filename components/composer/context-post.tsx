import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ShownPost } from "#lib/views/writing.ts"
import { t } from "#lib/words/t.ts"

/** A post beside a form, to be answered: who, when, what; nothing to press. What is long is scrolled, so that the form is near. */
export function ContextPost({ post }: { post: ShownPost }): ReactElement {
  return (
    <article className="rounded-md border border-border px-4 py-3">
      {/* The headings inside the text come below one of the post. */}
      <h2 className="mb-2 text-sm font-normal text-muted">
        <b className="font-semibold text-text">{post.author}</b>, <Time at={post.createdAt} precise />
      </h2>
      <section
        aria-label={t("composer.post-of", { author: post.author })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        className="context-post"
      >
        <Prose html={post.html} />
      </section>
    </article>
  )
}
