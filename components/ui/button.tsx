import type { ComponentProps, ReactElement } from "react"
import { classes } from "./classes.ts"
import { Link } from "./link.tsx"

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger"
export type ButtonSize = "small" | "normal"

const SHAPE =
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-semibold no-underline text-center " +
  "disabled:opacity-60 disabled:cursor-not-allowed aria-disabled:opacity-60"

const SIZES: Record<ButtonSize, string> = {
  small: "min-h-8 px-2.5 py-0.5 text-sm",
  normal: "min-h-10 px-4 py-1.5 text-base",
}

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-accent-text hover:opacity-90",
  secondary: "border-field bg-surface text-text hover:bg-surface-3",
  quiet: "border-transparent bg-transparent text-accent hover:bg-surface-3",
  danger: "border-danger bg-danger text-danger-text hover:opacity-90",
}

type Looks = { variant?: ButtonVariant; size?: ButtonSize }

const looks = ({ variant = "secondary", size = "normal" }: Looks, more?: string): string =>
  classes(SHAPE, SIZES[size], VARIANTS[variant], more)

/** A button; `type` is "button" unless it sends a form. */
export function Button({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Looks): ReactElement {
  return <button type={type} className={looks({ variant, size }, className)} {...rest} />
}

/** A link that looks like a button: it leads somewhere, it changes nothing. */
export function ButtonLink({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<"a"> & { href: string } & Looks): ReactElement {
  return <Link className={looks({ variant, size }, className)} {...rest} />
}
