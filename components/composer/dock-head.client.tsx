"use client"
import type { ReactElement, ReactNode } from "react"
import { Button } from "#components/ui/button.tsx"
import type { ComposeView } from "#lib/views/compose.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What is being written, and the ways to make the composer small or put it away. */
export function DockHead({
  view,
  isSmall,
  onSize,
  onClose,
  onLeave,
  onToTopic,
}: {
  view: ComposeView
  isSmall: boolean
  onSize: (isSmall: boolean) => void
  onClose: () => void
  /** Called when one follows a link of it. */
  onLeave: () => void
  /** Answers the topic in place of one post. */
  onToTopic: () => void
}): ReactElement {
  return (
    <div className="composer-head" data-answers={view.kind === "reply" && view.answered !== undefined}>
      <h2 className="composer-title">
        <About view={view} onLeave={onLeave} />
      </h2>
      {view.kind === "reply" && view.answered && !isSmall && (
        <Button size="small" variant="quiet" onClick={onToTopic}>
          {t("composer.to-topic")}
        </Button>
      )}
      <Button size="small" aria-expanded={!isSmall} onClick={() => onSize(!isSmall)}>
        {isSmall ? t("composer.open") : t("composer.minimise")}
      </Button>
      <Button size="small" variant="quiet" onClick={onClose} title={t("composer.close-title")}>
        {t("composer.close")}
      </Button>
    </div>
  )
}

function About({ view, onLeave }: { view: ComposeView; onLeave: () => void }): ReactElement {
  const link = (href: string) => (words: ReactNode) => (
    <a href={href} onClick={onLeave} className="link-quiet">
      {words}
    </a>
  )
  if (view.kind === "topic") return <span>{t("composer.new-topic")}</span>
  if (view.kind === "staff") return <span>{t("moderation.message-title")}</span>
  if (view.kind === "edit")
    return (
      <span>
        {view.isFirst
          ? t("composer.edit-topic", { title: view.title })
          : t("composer.edit-post", { author: view.author, title: view.title })}
      </span>
    )
  const { topic, answered } = view
  const title = { title: topic.title, topic: link(topic.path) }
  return answered
    ? rich("composer.reply-to-post", { ...title, author: answered.author, post: link(answered.path) })
    : rich("composer.reply-to-topic", title)
}
