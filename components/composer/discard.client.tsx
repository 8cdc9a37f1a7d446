"use client"
import { type ReactElement, useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { t } from "#lib/words/t.ts"

/** Throws the text away, in two steps: nothing typed is lost by one press beside another button. */
export function Discard({ onDiscard }: { onDiscard: () => void }): ReactElement {
  const [asking, setAsking] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) keep.current?.focus()
  }, [asking])
  if (!asking)
    return (
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {t("composer.discard")}
      </Button>
    )
  return (
    <span role="alert" className="flex flex-wrap items-center gap-2">
      <span>{t("composer.discard-sure")}</span>
      <Button size="small" variant="danger" onClick={onDiscard}>
        {t("composer.discard-yes")}
      </Button>
      <Button ref={keep} size="small" onClick={() => setAsking(false)}>
        {t("composer.discard-no")}
      </Button>
    </span>
  )
}
