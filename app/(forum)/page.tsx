import { now } from "#lib/base/clock.ts"
export const revalidate = 300
export default function Home() {
  return <p>hi {now()}</p>
}
