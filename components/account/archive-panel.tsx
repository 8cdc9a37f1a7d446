import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AccountSettings } from "#lib/views/account-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { AccountForm } from "./form.client.tsx"

type Action = (state: FormState<true>, form: FormData) => Promise<FormState<true>>

/** One's own data: asked for, under way, or there to be fetched. */
export function ArchivePanel({
  settings: { archive },
  action,
}: {
  settings: AccountSettings
  action: Action
}): ReactElement {
  return (
    <Panel aria-labelledby="data-title" className="flex flex-col gap-4">
      <h2 id="data-title" className="text-lg font-semibold">
        Your data
      </h2>
      <p>
        An archive of all that is yours: profile, topics, posts with their sources, likes, bookmarks, what you
        have read and were told. It is a zip file of texts that programs can read.
      </p>
      {archive && "progress" in archive && (
        <Notice>
          Your archive is being made. <Link href={archive.progress}>How far it is</Link>
        </Notice>
      )}
      {archive && "href" in archive && (
        <Notice kind="success">
          {/* A file, no page: the browser fetches it. */}
          <a href={archive.href} download>
            Download your archive
          </a>{" "}
          until <Time at={archive.until} precise />.
        </Notice>
      )}
      {!(archive && "progress" in archive) && (
        <AccountForm
          action={action}
          submit={archive ? "Make a new archive" : "Make an archive"}
          variant="secondary"
        />
      )}
    </Panel>
  )
}
