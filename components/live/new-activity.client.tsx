"use client"
import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import type { ListNews } from "#lib/views/news.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { LiveSlot } from "./live-slot.tsx"
import { useNews } from "./news.client.ts"
import { useShow } from "./use-show.client.ts"

/**
 * Announces what was written in a list's topics since it was loaded.
 * @param newest the id of the newest post that the list knows of
 */
export function NewActivity({ address, newest }: { address: string; newest: string }): ReactElement {
  const news = useNews<ListNews>(address)
  const { show, isShowing } = useShow(newest, () => scrollTo({ top: 0 }))
  const count = news?.latest.filter((post) => post > newest).length ?? 0
  return (
    <LiveSlot>
      {count > 0 && (
        <>
          <span>
            {news?.isAll || count < (news?.latest.length ?? 0)
              ? t("live.topics", { count })
              : t("live.topics-or-more", { count })}
          </span>
          <Button size="small" variant="primary" aria-disabled={isShowing} onClick={show}>
            {rich("live.show", { more: unseen })}
          </Button>
        </>
      )}
    </LiveSlot>
  )
}
