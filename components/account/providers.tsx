import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { t } from "#lib/words/t.ts"

/** The other services by which one can come in: one button each, none when there is none. */
export function Providers({ offers }: { offers: { href: string; name: string }[] }): ReactElement | null {
  if (offers.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {offers.map(({ href, name }) => (
        <li key={href}>
          <ButtonLink href={href} className="w-full">
            {t("account.continue-with", { service: name })}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}
