import type { ReactElement, ReactNode } from "react"
import { Link } from "#components/ui/link.tsx"
import type { LookView } from "#lib/views/look.ts"
import { ownListPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { AppearanceButton } from "./appearance.client.tsx"
import { HeaderSearch } from "./header-search.tsx"
import { Logo } from "./logo.tsx"
import { Mark } from "./mark.tsx"

/** The same header on every page, for everybody; what belongs to the viewer comes in by `viewer`. */
export function Header({
  name,
  logo,
  viewer,
}: {
  name: string
  logo?: LookView["logo"]
  viewer: ReactNode
}): ReactElement {
  return (
    <header className="no-print bg-surface-2">
      <div className="shell flex min-h-13 flex-wrap items-center gap-x-2 gap-y-1 py-1 min-[24rem]:gap-x-3 sm:gap-x-4 lg:gap-x-6">
        <Link
          href="/"
          title={name}
          className="flex min-h-8 max-w-full items-center gap-2 font-serif text-xl leading-none font-semibold text-text no-underline sm:text-2xl"
        >
          {logo ? <Logo {...logo} /> : <Mark className="size-6 flex-none text-accent" />}
          {(!logo || logo.nameBeside) && <span className="truncate leading-8">{name}</span>}
        </Link>
        <nav aria-label={t("shell.main")} className="hidden flex-none md:block">
          <ul className="flex gap-5">
            <li>
              <Link href="/" className="link-quiet inline-block py-1">
                {t("shell.latest")}
              </Link>
            </li>
            <li>
              <Link href="/#categories" className="link-quiet inline-block py-1">
                {t("shell.categories")}
              </Link>
            </li>
            <li className="for-members">
              <Link href={ownListPath()} className="link-quiet inline-block py-1">
                {t("shell.unread")}
              </Link>
            </li>
          </ul>
        </nav>
        <HeaderSearch />
        <div className="hidden flex-none lg:block">
          <AppearanceButton />
        </div>
        <div className="ms-auto">{viewer}</div>
      </div>
      <div className="fluting" />
    </header>
  )
}
