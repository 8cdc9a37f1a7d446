import type { ReactElement } from "react"
import { unseen } from "#components/ui/hidden.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { postAnchor } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { OptionForm } from "./option-form.client.tsx"

/** In place of a post that its viewer has just deleted: where they land, with the way back. */
export function JustDeleted({ post, restore }: { post: string; restore: WritingAction }): ReactElement {
  return (
    <article id={postAnchor(post)} data-post={post} aria-label={t("history.deleted")}>
      <Notice kind="success" live className="my-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p>{t("history.deleted")}</p>
        <OptionForm
          action={restore}
          hidden={{ post }}
          label={rich("history.undo", { more: unseen })}
          size="small"
        />
      </Notice>
    </article>
  )
}
