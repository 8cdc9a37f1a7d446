import type { Metadata } from "next"
import type { ReactElement } from "react"
import { bookmarkAction, unbookmarkAction } from "#app/(keeping)/actions.ts"
import { PostOptions } from "#components/posts/post-options.tsx"
import { loadPostOptions } from "#lib/views/post.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, idIn } from "#lib/web/found.ts"
import { t } from "#lib/words/t.ts"
import {
  answerAction,
  likeAction,
  lockAction,
  lookAtMergeAction,
  lookAtSplitAction,
  moveAction,
  pinAction,
  removeAction,
  restoreAction,
  retitleAction,
} from "./actions.ts"

export const metadata: Metadata = { title: t("posts.options-title"), robots: { index: false } }

const ACTIONS = {
  remove: removeAction,
  restore: restoreAction,
  answer: answerAction,
  like: likeAction,
  lock: lockAction,
  pin: pinAction,
  retitle: retitleAction,
  move: moveAction,
  bookmark: bookmarkAction,
  unbookmark: unbookmarkAction,
  merge: lookAtMergeAction,
  split: lookAtSplitAction,
}

export default async function PostOptionsPage({ params }: PageProps<"/post/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const view = await found(loadPostOptions(await currentActor(), id))
  return <PostOptions view={view} actions={ACTIONS} />
}
