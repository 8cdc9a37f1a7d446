import type { ReactElement } from "react"
import type { LogoView, LookView } from "#lib/views/look.ts"

/** The forum's own logo: where pages are dark the one that was made for that, if there is one. */
export function Logo({ light, dark, alt }: NonNullable<LookView["logo"]>): ReactElement {
  return (
    <>
      <Picture {...light} alt={alt} className={dark && "logo-light"} />
      {dark && <Picture {...dark} alt={alt} className="logo-dark" />}
    </>
  )
}

/** Lazily: the one that is not shown is not loaded. */
function Picture({
  alt,
  className = "",
  ...picture
}: LogoView & { alt: string; className?: string }): ReactElement {
  return (
    // biome-ignore lint/performance/noImgElement: it is made in the size in which it is shown
    <img
      {...picture}
      alt={alt}
      loading="lazy"
      decoding="async"
      className={`max-w-full flex-none ${className}`}
    />
  )
}
