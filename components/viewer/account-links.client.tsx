"use client"
import type { ReactElement } from "react"
import { Avatar } from "#components/ui/avatar.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"

import { accountPath, newTopicPath, queuePath, registerPath, signInPath } from "#lib/web/paths.ts"

import { t } from "#lib/words/t.ts"
import { NotificationsLink, shownOf } from "./notifications-link.client.tsx"
import { useViewer } from "./store.client.tsx"

/**
 * The end of the header: ways in for a guest, one's own for a member. Its place has one size, whoever looks.
 * Without a script, or without an answer, links stand there that lead to pages which know.
 */
export function AccountLinks(): ReactElement {
  const viewer = useViewer()
  return (
    <nav aria-label={t("shell.own-account")} className="account-slot">
      {viewer.status === "ready" && viewer.me ? (
        <>
          {viewer.me.waiting ? <CasesLink shown={shownOf(viewer.me.waiting, 50)} /> : null}
          <NotificationsLink unread={viewer.me.unread} />
          <Link
            href={accountPath()}
            className="link-quiet flex min-h-8 items-center truncate"
            title={t("shell.own-account-title")}
          >
            <span className="lg:hidden">
              <Avatar name={viewer.me.name} user={viewer.me.id} size="small" />
            </span>
            <span className="sr-only lg:not-sr-only lg:truncate">{viewer.me.name}</span>
          </Link>
          <ButtonLink href={newTopicPath()} variant="primary" size="small" data-compose="">
            {t("shell.new-topic")}
          </ButtonLink>
        </>
      ) : viewer.status === "ready" ? (
        <>
          <Link href={signInPath()} className="link-quiet py-1">
            {t("shell.sign-in")}
          </Link>
          <ButtonLink href={registerPath()} variant="primary" size="small">
            {t("shell.register")}
          </ButtonLink>
        </>
      ) : (
        <span className={viewer.status === "loading" ? "until-known contents" : "contents"}>
          <Link href={accountPath()} className="link-quiet py-1">
            {t("shell.own-account")}
          </Link>{" "}
          <ButtonLink href={signInPath()} size="small">
            {t("shell.sign-in")}
          </ButtonLink>
        </span>
      )}
    </nav>
  )
}

/** For who moderates: how many cases wait. */
function CasesLink({ shown }: { shown: number | string }): ReactElement {
  const words = t("shell.cases-count", { count: shown })
  return (
    <Link href={queuePath()} className="cases-link" title={words} aria-label={words}>
      {shown}
    </Link>
  )
}
