import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import type { ReactElement } from "react"
import { GonePage } from "#components/topics/gone-page.tsx"
import { GUEST } from "#lib/forum/actor.ts"
import { addressOfNote, addressOfPost } from "#lib/views/addresses.ts"
import { goneWithPost } from "#lib/views/gone.ts"
import { currentActor } from "#lib/web/actor.ts"
import { goneMetadata } from "#lib/web/metadata.ts"
import { answersGone } from "#lib/web/trace.ts"

export const dynamic = "force-dynamic"

// The only page there ever is at this address.
export const generateMetadata = (): Metadata => goneMetadata()

/**
 * The permanent address of a post: leads to the page on which it stands now, which may be another one tomorrow; where
 * it was removed, to what stands in its place.
 */
export default async function Page({ params }: { params: Promise<{ post: string }> }): Promise<ReactElement> {
  const { post } = await params
  const actor = await currentActor()
  const address =
    (await addressOfPost(GUEST, post)) ??
    (await addressOfPost(actor, post)) ??
    (await addressOfNote(actor, post))
  if (address) redirect(address)
  const gone = await goneWithPost(post)
  if (!gone) notFound()
  answersGone()
  return <GonePage view={gone} />
}
