import type { ReactElement, ReactNode } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { CaseView } from "#lib/views/cases.ts"
import { casePath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { OwnHeld } from "./held-text.tsx"
import { Said } from "./said.tsx"
import { Talk } from "./talk.tsx"
import { WordsForm } from "./words-form.client.tsx"

/** A case as it concerns one who is no staff. @param children the form that goes on with a conversation */
export function CasePage({
  view,
  appeal,
  change,
  takeBack,
  kept,
  children,
}: {
  view: CaseView
  appeal: WritingAction
  /** Of a text that waits for approval. */
  change: WritingAction
  takeBack: WritingAction
  /** What they sent of it when it had been decided. */
  kept?: Record<string, string> | undefined
  children?: ReactNode
}): ReactElement {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      {view.part === "reporter" && <Reporter view={view} />}
      {view.part === "author" && <Author view={view} appeal={appeal} />}
      {view.part === "held" && <OwnHeld view={view} change={change} takeBack={takeBack} kept={kept} />}
      {view.part === "member" && <OwnStanding view={view} appeal={appeal} />}
      {view.part === "writer" && (
        <>
          <h1>{t("moderation.talk")}</h1>
          {view.older && (
            <p>
              <Link href={casePath(view.id, view.older)}>{t("moderation.before")}</Link>
            </p>
          )}
          <Talk messages={view.messages} />
          {children}
        </>
      )}
    </div>
  )
}

type Of<P> = Extract<CaseView, { part: P }>

function Reporter({ view }: { view: Of<"reporter"> }): ReactElement {
  const { report, outcome, kind } = view
  const { name, title, href } = report
  return (
    <>
      <div>
        <p className="text-sm text-muted">
          {kind === "member" ? t("moderation.row.member", { name }) : t(`moderation.row.${kind}`, { name })}
          {href && (
            <>
              {": "}
              <Link href={href}>{title}</Link>
            </>
          )}
        </p>
        <h1>{t("moderation.your-report")}</h1>
      </div>
      <Notice kind={outcome ? "success" : "info"}>
        <p className="font-semibold">
          {outcome ? t(`moderation.report-${outcome.news}`) : t("moderation.report-waits")}
        </p>
        {outcome?.words ? <Said words={outcome.words} /> : <p>{t("moderation.thanks")}</p>}
      </Notice>
      <p>
        {rich("moderation.reported-on", {
          time: () => <Time at={report.at} precise />,
          reason: t(`moderation.short.${report.reason}`),
        })}
      </p>
      {report.words && <Quote words={report.words} />}
    </>
  )
}

function Author({ view, appeal }: { view: Of<"author">; appeal: WritingAction }): ReactElement {
  const { id, title, html, hidden, kind } = view
  const what = kind === "topic" ? "topic" : "post"
  return (
    <>
      <div>
        <p className="text-sm text-muted">{title}</p>
        <h1>{hidden ? t(`moderation.your-${what}-hidden`) : t(`moderation.your-${what}-restored`)}</h1>
      </div>
      {hidden && (
        <Notice kind="warning">
          <p>{rich("moderation.hidden-on", { time: () => <Time at={hidden.at} precise /> })}</p>
          {hidden.words ? <Said words={hidden.words} /> : <p>{t("moderation.no-words")}</p>}
        </Notice>
      )}
      {html !== undefined && (
        <section aria-labelledby="text" className="flex flex-col gap-2">
          <h2 id="text">{t("moderation.the-text")}</h2>
          <div className="rounded-md border border-border px-4 py-3">
            <Prose html={html} />
          </div>
        </section>
      )}
      {hidden && <AppealPart id={id} appeal={view.appeal} action={appeal} />}
    </>
  )
}

/** What staff did to the member, told to themselves: the last of it first. */
function OwnStanding({ view, appeal }: { view: Of<"member">; appeal: WritingAction }): ReactElement {
  const [last, ...before] = view.acts
  return (
    <>
      <h1>{t(`moderation.your-${last!.type}`)}</h1>
      <Notice kind={last!.type === "lifted" ? "success" : "warning"}>
        <Act act={last!} />
      </Notice>
      {view.mayAppeal && <AppealPart id={view.id} appeal={view.appeal} action={appeal} />}
      {before.length > 0 && (
        <section aria-labelledby="before" className="flex flex-col gap-3">
          <h2 id="before">{t("moderation.acts-before")}</h2>
          {before.map((act) => (
            <div key={act.version}>
              <p className="font-semibold">{t(`moderation.your-${act.type}`)}</p>
              <Act act={act} />
            </div>
          ))}
        </section>
      )}
    </>
  )
}

function Act({ act: { type, at, until, words } }: { act: Of<"member">["acts"][number] }): ReactElement {
  const isLong = type === "silenced" || type === "suspended"
  const isTimed = type === "timed-lock" || type === "timed-unlock"
  return (
    <>
      <p>
        {rich("moderation.act-on", { time: () => <Time at={at} precise /> })}{" "}
        {isLong && !until && t("moderation.act-ever")}
        {until && isTimed && t("moderation.act-when", { until: new Date(until) })}
        {until && !isTimed && t("moderation.act-until", { until: new Date(until) })}
      </p>
      {words && <Said words={words} />}
    </>
  )
}

function AppealPart({
  id,
  appeal,
  action,
}: {
  id: string
  appeal: Of<"author">["appeal"]
  action: WritingAction
}): ReactElement {
  return (
    <section aria-labelledby="appeal" className="flex flex-col gap-3">
      <h2 id="appeal">{t("moderation.appeal")}</h2>
      {appeal ? (
        <Appealed appeal={appeal} />
      ) : (
        <>
          <p>{t("moderation.appeal-text")}</p>
          <WordsForm
            action={action}
            hidden={{ case: id }}
            label={t("moderation.appeal-words")}
            ways={[{ value: "appeal", label: t("moderation.send-appeal"), variant: "primary" }]}
          />
        </>
      )}
    </section>
  )
}

function Appealed({ appeal }: { appeal: NonNullable<Of<"author">["appeal"]> }): ReactElement {
  const { at, words, isOpen, answer } = appeal
  return (
    <>
      <Quote words={words} />
      {isOpen ? (
        <Notice>{rich("moderation.appealed", { time: () => <Time at={at} precise /> })}</Notice>
      ) : (
        <Notice>
          <p>{t("moderation.appeal-decided")}</p>
          {answer && <Said words={answer} />}
        </Notice>
      )}
    </>
  )
}

export function Quote({ words }: { words: string }): ReactElement {
  return (
    <blockquote className="border-s-4 border-border ps-3 whitespace-pre-line">
      <bdi>{words}</bdi>
    </blockquote>
  )
}
