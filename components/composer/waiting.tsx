import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { WaitingText } from "#lib/views/waiting.ts"
import { t } from "#lib/words/t.ts"

/** What one has sent, and what nobody has read yet who decides: before one sends it again. */
export function Waiting({ texts }: { texts: WaitingText[] }): ReactElement | null {
  if (texts.length === 0) return null
  return (
    <Notice title={t("trust.waiting")}>
      <p>{t("trust.waiting-text")}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 ps-5">
        {texts.map(({ id, href, at, says }) => (
          <li key={id}>
            <Link href={href}>
              <bdi>{says}</bdi>
            </Link>{" "}
            <span className="text-sm text-muted">
              <Time at={at} precise />
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
