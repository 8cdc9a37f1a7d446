import { notFound } from "next/navigation"
import { addressOfOldTopic, addressOfTopic } from "#lib/views/addresses.ts"
import { leadOn } from "#lib/web/lead-on.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

/** `/t/<id>`, or `/t/<number>` of an imported forum: leads to the topic. */
export default async function Page({ params }: { params: Promise<{ slug: string }> }): Promise<never> {
  const { slug } = await params
  const address = (await addressOfTopic(slug)) ?? (await addressOfOldTopic(slug))
  return address ? leadOn(address) : notFound()
}
