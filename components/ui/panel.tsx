import type { ComponentProps, ReactElement } from "react"
import { classes } from "./classes.ts"

/** A surface set apart from the page: a form, a summary. Give it a heading of its own inside. */
export function Panel({ className, ...rest }: ComponentProps<"section">): ReactElement {
  return (
    <section
      className={classes("rounded-lg border border-border bg-surface-2 p-4 sm:p-6", className)}
      {...rest}
    />
  )
}

/** A page that is one form: narrow, with its heading. */
export function NarrowPage({ className, ...rest }: ComponentProps<"div">): ReactElement {
  return <div className={classes("mx-auto flex w-full max-w-md flex-col gap-5 pb-4", className)} {...rest} />
}
