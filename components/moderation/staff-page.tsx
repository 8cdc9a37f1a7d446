import type { ReactElement, ReactNode } from "react"
import { Link } from "#components/ui/link.tsx"
import { moderationPath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"

/** The frame of a page for staff: the way back to what waits for them, its title, what stands under that, and the page. */
export function StaffPage({
  title,
  under,
  children,
}: {
  title: ReactNode
  under?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <div>
        <p className="text-sm">
          <Link href={moderationPath()}>{t("moderation.back")}</Link>
        </p>
        <h1>{title}</h1>
        {under}
      </div>
      {children}
    </div>
  )
}
