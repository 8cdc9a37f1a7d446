import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { WatchedWordsForm } from "#components/admin/watched-words-form.client.tsx"
import { allWatchedWords, WORD_ACTS } from "#lib/forum/watched-words.ts"
import { watchedWordsPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { t } from "#lib/words/t.ts"
import { saveWatchedWords } from "./actions.ts"

export const metadata: Metadata = { title: t("trust.words") }

export default async function WatchedWords(): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(watchedWordsPath())
  const { version, ...words } = await allWatchedWords(admin)
  const lines = Object.fromEntries(WORD_ACTS.map((act) => [act, words[act].join("\n")]))
  return (
    <AdminPage title={t("trust.words")} sections={sections}>
      <p className="max-w-prose text-muted">{t("trust.words-intro")}</p>
      <WatchedWordsForm
        action={saveWatchedWords}
        version={version}
        acts={WORD_ACTS.map((act) => ({
          act,
          label: t(`trust.act.${act}`),
          hint: t(`trust.act.${act}-text`),
          lines: lines[act] ?? "",
        }))}
      />
    </AdminPage>
  )
}
