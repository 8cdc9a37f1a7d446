import { notFound, redirect } from "next/navigation"
import { GUEST } from "#lib/forum/actor.ts"
import { addressOfPost } from "#lib/views/addresses.ts"
import { currentActor } from "#lib/web/actor.ts"

export const dynamic = "force-dynamic"

/** The permanent address of a post: leads to the page on which it stands now, which may be another one tomorrow. */
export default async function Page({ params }: { params: Promise<{ post: string }> }): Promise<never> {
  const { post } = await params
  const address = (await addressOfPost(GUEST, post)) ?? (await addressOfPost(await currentActor(), post))
  return address ? redirect(address) : notFound()
}
