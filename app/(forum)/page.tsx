import type { ReactElement } from "react"

export const revalidate = 300

export default function HomePage(): ReactElement {
  return <h1>Latest topics</h1>
}
