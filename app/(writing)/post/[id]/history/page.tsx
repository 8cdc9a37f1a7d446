import type { Metadata } from "next"
import type { ReactElement } from "react"
import { Closed } from "#components/composer/closed.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import { loadHistory } from "#lib/views/post.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, idIn, only } from "#lib/web/found.ts"
import { historyPath, postOptionsPath } from "#lib/web/paths.ts"

export const metadata: Metadata = { title: "Source and history", robots: { index: false } }

export default async function HistoryPage(props: PageProps<"/post/[id]/history">): Promise<ReactElement> {
  const id = idIn((await props.params).id)
  const before = Number(only((await props.searchParams).before))
  const isNumber = Number.isSafeInteger(before) && before > 0 && before < 100_000_000
  const view = await found(loadHistory(await currentActor(), id, isNumber ? before : undefined))
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">
          Source and history of a <Link href={postOptionsPath(id)}>post</Link> in
        </p>
        <h1>{view.topic}</h1>
      </div>
      {!view.signedIn && <Closed signedIn={false} page={historyPath(id)} />}
      {view.revisions.map(({ n, editor, at, source }, index) => (
        <details key={n} open={index === 0} className="rounded-md border border-border px-4 py-3">
          <summary>
            <b className="font-semibold">Version {n}</b>, {editor}, <Time at={at} precise />
          </summary>
          <pre className="mt-3 font-mono text-sm whitespace-pre-wrap">{source}</pre>
        </details>
      ))}
      {view.older && <ButtonLink href={historyPath(id, view.older)}>Older versions</ButtonLink>}
    </div>
  )
}
