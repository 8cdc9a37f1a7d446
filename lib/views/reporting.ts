/** What the form shows by which one reports something. */
import { isPending } from "#lib/db/items/users.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { refusalOf, sentenceOf } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { visiblePost } from "#lib/forum/visible.ts"
import { memberPath, permanentPath, reportMemberPath, reportPath } from "#lib/web/paths.ts"
import { type ShownPost, shown } from "./writing.ts"

export type ReportView = {
  signedIn: boolean
  refusal?: string
  kind: "post" | "topic" | "member"
  id: string
  /** Who wrote it, or is meant. */
  name: string
  /** Of the topic. */
  title?: string
  post?: ShownPost
  /** The page of the form, and what it is about. */
  page: string
  back: string
}

/** @throws ForumError not-found */
export async function loadPostReport(actor: Actor, id: string): Promise<ReportView> {
  const scene = await visiblePost(actor, id)
  const { post, topic } = scene
  return {
    ...closedTo(actor, refusalOf(actor, "post.report", scene)),
    kind: post.id === topic.firstPost ? "topic" : "post",
    id: post.id,
    name: post.author.name,
    title: topic.title,
    post: shown(post),
    page: reportPath(post.id),
    back: permanentPath(post.id),
  }
}

/** Null where nobody is called so. */
export async function loadMemberReport(actor: Actor, name: string): Promise<ReportView | null> {
  const user = await userBySkeleton(skeletonOf(name))
  if (!user || user.leftAt || isPending(user)) return null
  return {
    ...closedTo(actor, refusalOf(actor, "member.report", { member: user })),
    ...{ kind: "member", id: user.id, name: user.name },
    page: reportMemberPath(user.name),
    back: memberPath(user.name),
  }
}

function closedTo(
  actor: Actor,
  refusal: ReturnType<typeof refusalOf>,
): Pick<ReportView, "signedIn" | "refusal"> {
  return {
    signedIn: actor.kind === "member",
    ...(refusal?.kind === "forbidden" && { refusal: sentenceOf(refusal) }),
  }
}
