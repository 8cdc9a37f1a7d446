import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { GonePage } from "#components/topics/gone-page.tsx"
import { addressOfOldTopic, addressOfTopic } from "#lib/views/addresses.ts"
import { loadGone } from "#lib/views/gone.ts"
import { leadOn } from "#lib/web/lead-on.ts"
import { answersGone } from "#lib/web/trace.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

/** `/t/<id>`, or `/t/<number>` of an imported forum: leads to the topic. */
export default async function Page({ params }: { params: Promise<{ slug: string }> }): Promise<ReactElement> {
  const { slug } = await params
  const address = (await addressOfTopic(slug)) ?? (await addressOfOldTopic(slug))
  if (address) leadOn(address)
  const gone = await loadGone(slug)
  if (!gone) notFound()
  answersGone()
  return <GonePage view={gone} />
}
