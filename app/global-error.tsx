"use client"
import type { ReactElement } from "react"
import { direction, locale, t } from "#lib/words/t.ts"
import "./globals.css"

/** When even the frame around the pages broke. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }): ReactElement {
  return (
    <html lang={locale()} dir={direction()}>
      <body>
        <main className="shell flex max-w-md flex-col gap-4 py-10">
          <title>{t("shell.wrong.title")}</title>
          <h1>{t("shell.wrong.title")}</h1>
          <p>{t("shell.wrong.global")}</p>
          {error.digest && <p>{t("shell.wrong.number", { number: error.digest })}</p>}
          {/* A full load: nothing of what broke is kept. */}
          <p>
            <a href="/">{t("shell.to-latest")}</a>
          </p>
        </main>
      </body>
    </html>
  )
}
