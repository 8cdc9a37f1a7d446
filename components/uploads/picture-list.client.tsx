"use client"
import { type ReactElement, useEffect, useRef } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import type { Picture } from "./use-pictures.client.ts"

type Shown = {
  pictures: Picture[]
  onCancel: (key: number) => void
  onDescribe: (key: number, alt: string) => void
}

/** What is being uploaded: how far it is, a way to stop it, what was wrong, and a description once it is there. */
export function PictureList({ pictures, onCancel, onDescribe }: Shown): ReactElement {
  const made = pictures.findLast(({ state }) => state === "done")
  return (
    <>
      <p role="status" className="sr-only">
        {made && t("uploads.done", { name: made.name })}
      </p>
      <List {...{ pictures, onCancel, onDescribe }} />
    </>
  )
}

function List({ pictures, onCancel, onDescribe }: Shown): ReactElement {
  const list = useRef<HTMLUListElement>(null)
  const count = pictures.length
  // It is below the text: what was just chosen is seen arriving.
  useEffect(() => {
    if (count > 0) list.current?.lastElementChild?.scrollIntoView({ block: "nearest" })
  }, [count])
  return (
    <ul ref={list} aria-label={t("uploads.list")} className="flex flex-col gap-2 empty:hidden">
      {pictures.map((one) => (
        <li
          key={one.key}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-border p-2"
        >
          {one.state === "done" && one.path ? (
            <>
              {/* biome-ignore lint/performance/noImgElement: it is made in the sizes that there are */}
              <img src={one.path} alt="" width={48} height={48} className="size-12 rounded-md object-cover" />
              <div className="min-w-0 flex-1 basis-52">
                <Field
                  id={`picture-${one.key}`}
                  name=""
                  label={t("uploads.describe-one", { name: one.name })}
                  maxLength={300}
                  value={one.alt}
                  onChange={(event) => onDescribe(one.key, event.currentTarget.value)}
                />
              </div>
            </>
          ) : (
            <p className="min-w-0 flex-1 basis-32 truncate">{one.name}</p>
          )}
          {one.state === "sending" && (
            <progress
              aria-label={t("uploads.progress", { name: one.name })}
              // Sent whole, it is being made: nobody knows how long.
              {...(one.sent < 1 && { value: one.sent })}
              max={1}
              className="w-24 self-center accent-accent"
            />
          )}
          <Button size="small" variant="quiet" onClick={() => onCancel(one.key)}>
            <span>
              {one.state === "sending"
                ? rich("uploads.cancel", { name: one.name, more: unseen })
                : rich("uploads.dismiss", { name: one.name, more: unseen })}
            </span>
          </Button>
          {one.message && (
            <p role="alert" className="basis-full text-sm font-semibold text-danger">
              {one.message}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
