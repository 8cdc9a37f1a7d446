import { notFound, redirect } from "next/navigation"
import { jumpAddress } from "#lib/views/jumping.ts"
import { currentActor } from "#lib/web/actor.ts"
import { fromQuery } from "#lib/web/query.ts"

/** Leads to a place in a topic: what the form of its position asks for, with a script or without. */
export default async function Page({ params, searchParams }: PageProps<"/jump/[topic]">): Promise<never> {
  const [post, date, page] = await Promise.all(
    ["post", "date", "page"].map((name) => fromQuery(searchParams, name)),
  )
  const address = await jumpAddress(await currentActor(), (await params).topic, { post, date, page })
  return address ? redirect(address) : notFound()
}
