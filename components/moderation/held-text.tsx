import type { ReactElement } from "react"
import { FoldedForm } from "#components/posts/folded-form.client.tsx"
import { Prose } from "#components/posts/prose.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { CaseView } from "#lib/views/cases.ts"
import type { HeldView } from "#lib/views/held.ts"
import { casePath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Said } from "./said.tsx"

/** What became of one's text. */
export function OwnHeld({
  view,
  change,
  takeBack,
  kept,
}: {
  view: Extract<CaseView, { part: "held" }>
  change: WritingAction
  takeBack: WritingAction
  kept?: Record<string, string> | undefined
}): ReactElement {
  const { id, state, title, words, href, own } = view
  return (
    <>
      <div>
        <p className="text-sm text-muted">{title}</p>
        <h1>{t(`trust.held-${state}`)}</h1>
      </div>
      {state === "waiting" && <Notice>{t("trust.held-waits-text")}</Notice>}
      {state === "approved" && href && (
        <Notice kind="success">
          <p>{rich("trust.held-approved-text", { link: (text) => <Link href={href}>{text}</Link> })}</p>
          {words && <Said words={words} />}
        </Notice>
      )}
      {state === "rejected" && (
        <Notice kind="warning">
          <p>{t("trust.held-rejected-text")}</p>
          {words && <Said words={words} />}
        </Notice>
      )}
      {state === "withdrawn" && <Notice>{t("trust.held-withdrawn-text")}</Notice>}
      {kept?.body && !own && <Unsaved kept={kept} />}
      <Held view={view} heading={t("trust.your-text")} />
      {own && (
        <>
          <FoldedForm
            title={t("trust.held-change")}
            action={change}
            hidden={{ case: id, mark: own.mark }}
            again={casePath(id)}
            label={t("trust.held-change-send")}
            variant="primary"
            fields={[
              ...(view.isTopic
                ? ([
                    { kind: "text", name: "title", label: t("trust.held-title"), value: title },
                    {
                      kind: "text",
                      name: "tags",
                      label: t("moderation.many.tags"),
                      value: view.tags.join(", "),
                      optional: true,
                    },
                  ] as const)
                : []),
              { kind: "area", name: "body", label: t("trust.your-text"), value: own.source },
            ]}
          >
            <p>{t("trust.held-change-text")}</p>
          </FoldedForm>
          <FoldedForm
            title={t("trust.held-take-back")}
            action={takeBack}
            hidden={{ case: id }}
            label={t("trust.held-take-back-do")}
            variant="danger"
            fields={[]}
          >
            <p>{t("trust.held-take-back-text")}</p>
          </FoldedForm>
        </>
      )}
    </>
  )
}

/** What its author sent after the decision. */
function Unsaved({ kept: { title, tags, body = "" } }: { kept: Record<string, string> }): ReactElement {
  return (
    <>
      <Notice kind="warning">
        <p>{t("trust.held-too-late")}</p>
        {tags && <p>{t("trust.held-tags", { tags })}</p>}
      </Notice>
      <TextArea
        name="kept"
        label={title ?? t("trust.held-not-saved")}
        rows={10}
        defaultValue={body}
        readOnly
      />
    </>
  )
}

/** The same for staff, and why it waited. */
export function StaffHeld({
  view,
  watched,
}: {
  view: HeldView & { isFirst: boolean }
  watched: string[]
}): ReactElement {
  return (
    <Held view={view} heading={t("trust.held-text")}>
      {(view.isFirst || watched.length > 0) && (
        <Notice>
          {view.isFirst && <p>{t("trust.held-because-first")}</p>}
          {watched.length > 0 && <p>{t("trust.held-because-words", { words: watched.join(", ") })}</p>}
        </Notice>
      )}
      {!view.where && <Notice kind="warning">{t("trust.held-topic-gone")}</Notice>}
    </Held>
  )
}

function Held({
  view,
  heading,
  children,
}: {
  view: HeldView
  heading: string
  children?: ReactElement | (ReactElement | false)[]
}): ReactElement {
  const { isTopic, where, tags, html, href } = view
  const place = () =>
    where && (
      <Link href={where.href}>
        <bdi>{where.name}</bdi>
      </Link>
    )
  return (
    <section aria-labelledby="held" className="flex flex-col gap-3">
      <h2 id="held">{heading}</h2>
      {children}
      {where && (
        <p>
          {isTopic ? rich("trust.held-in", { where: place }) : rich("trust.held-reply", { where: place })}
        </p>
      )}
      {tags.length > 0 && (
        <p className="text-sm text-muted">{t("trust.held-tags", { tags: tags.join(", ") })}</p>
      )}
      <div className="rounded-md border border-border px-4 py-3">
        <Prose html={html} />
      </div>
      {href && (
        <p>
          <Link href={href}>{t("trust.held-there")}</Link>
        </p>
      )}
    </section>
  )
}
