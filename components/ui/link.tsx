import type { ComponentProps, ReactElement } from "react"

/**
 * A link within the forum. A plain one: whole pages come ready from the page cache, faster than the data of a
 * soft navigation, and weigh no script. Everything links through here, so that this can change in one place.
 */
export function Link(props: ComponentProps<"a"> & { href: string }): ReactElement {
  return <a {...props} />
}
