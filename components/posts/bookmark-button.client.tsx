"use client"
import { type ReactElement, useState } from "react"
import { refusalOf } from "#components/ui/refused.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/**
 * For members, a button that bookmarks a post or takes the bookmark away; it shows at once what it is about to be.
 * Without a script, and for a note, the post's options have the form.
 */
export function BookmarkButton({
  post,
  wasSet,
  set,
  remove,
}: {
  post: string
  /** Whether the viewer had bookmarked it when the page asked. */
  wasSet: boolean
  set: WritingAction
  remove: WritingAction
}): ReactElement {
  const [pressed, setPressed] = useState<boolean>()
  const [refusal, setRefusal] = useState<string>()
  const isSet = pressed ?? wasSet

  async function press(form: FormData): Promise<void> {
    setPressed(!isSet)
    const refused = await refusalOf(isSet ? remove : set, form)
    setRefusal(refused)
    if (refused) setPressed(isSet)
  }

  return (
    <form action={press} className="contents">
      <input type="hidden" name="post" value={post} />
      <input type="hidden" name="script" value="1" />
      <button type="submit" aria-pressed={isSet} className={isSet ? "post-tool text-accent" : "post-tool"}>
        {isSet ? t("posts.bookmarked") : t("posts.bookmark")}
      </button>
      {refusal && (
        <span role="alert" className="text-sm text-danger">
          {refusal}
        </span>
      )}
    </form>
  )
}
