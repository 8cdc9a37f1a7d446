import type { ReactElement } from "react"
import { KeysOfPage } from "#components/keyboard/keys-of-page.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { aboutPath, feedPath, messagePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { AppearanceButton } from "./appearance.client.tsx"

/** Where the page ends, and the ways on from there. */
export function Footer({ name, hasAbout }: { name: string; hasAbout: boolean }): ReactElement {
  const about = hasAbout ? [[aboutPath(), t("shell.about")]] : []
  return (
    <footer className="no-print mt-auto pt-12">
      <div className="border-t border-border bg-surface-2">
        <nav
          aria-label={t("shell.footer")}
          className="shell flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-5 text-sm text-muted"
        >
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {[
              ["/", name],
              ["/#categories", t("shell.categories")],
              ["/private", t("shell.members-area"), "for-members"],
              ["/lists", t("shell.lists"), "for-members"],
              ["/account", t("shell.account"), "for-members"],
              [feedPath(), t("shell.feed")],
              ...about,
            ].map(([href, label, whose]) => (
              <li key={href} className={whose}>
                <Link href={href!} className="link-quiet inline-block py-0.5 max-sm:py-1.5">
                  {label}
                </Link>
              </li>
            ))}
            <li>
              <Link
                href={messagePath()}
                className="link-quiet inline-block py-0.5 max-sm:py-1.5"
                data-compose=""
              >
                {t("shell.contact")}
              </Link>
            </li>
            <li>
              <KeysOfPage />
            </li>
          </ul>
          {/* On a narrow screen the header has no room for it. */}
          <div className="lg:hidden">
            <AppearanceButton />
          </div>
        </nav>
      </div>
    </footer>
  )
}
