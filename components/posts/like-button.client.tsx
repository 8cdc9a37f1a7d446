"use client"
import { type ReactElement, useState } from "react"
import { refusalOf } from "#components/ui/refused.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { figure, t } from "#lib/words/t.ts"

/**
 * How many like a post, as a button for who may. It shows at once what it is about to be, and takes that back with the
 * reason when the forum refuses. Without a script the post's options have the button.
 */
export function LikeButton({
  post,
  count,
  wasLiked,
  action,
}: {
  post: string
  /** As the page says. */
  count: number
  /** Whether the viewer liked it when the page asked. */
  wasLiked: boolean
  action: WritingAction
}): ReactElement {
  const [pressed, setPressed] = useState<boolean>()
  const [refusal, setRefusal] = useState<string>()
  // The page's own count may come anew while it is open, and then holds this like already.
  const [base, setBase] = useState<{ count: number; liked?: boolean }>({ count })
  const liked = pressed ?? wasLiked
  if (base.count !== count) setBase({ count, liked })
  const counts = base.liked ?? wasLiked
  const shown = count + Number(liked) - Number(counts)

  async function press(form: FormData): Promise<void> {
    setPressed(!liked)
    const refused = await refusalOf(action, form)
    setRefusal(refused)
    if (refused) setPressed(liked)
  }

  return (
    <form action={press} className="contents">
      <input type="hidden" name="post" value={post} />
      <input type="hidden" name="liked" value={String(!liked)} />
      <input type="hidden" name="script" value="1" />
      <button
        type="submit"
        data-like=""
        aria-pressed={liked}
        className={liked ? "post-tool text-accent" : "post-tool"}
      >
        {liked ? t("posts.liked") : t("posts.like")}
        {shown > 0 && <span> · {figure(shown)}</span>}
      </button>
      {refusal && (
        <span role="alert" className="text-sm text-danger">
          {refusal}
        </span>
      )}
    </form>
  )
}
