"use client"
import { type ReactElement, useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { t } from "#lib/words/t.ts"
import { areKeysOn, chooseKeys } from "./chosen.client.ts"

const SINGLE = (): [keys: string, what: string][] => [
  ["j / k", t("keyboard.move")],
  ["r", t("keyboard.reply")],
  ["q", t("keyboard.quote")],
  ["l", t("keyboard.like")],
  ["n", t("keyboard.next")],
  ...(location.pathname.startsWith("/moderation") ? [["c", t("keyboard.claim")] as [string, string]] : []),
  ["/", t("keyboard.search")],
  ["?", t("keyboard.help")],
]

const WRITING = (): [keys: string, what: string][] => [
  [t("keyboard.keys-send"), t("keyboard.send")],
  [t("keyboard.keys-marks"), t("keyboard.marks")],
  [t("keyboard.keys-lines"), t("keyboard.lines")],
  [t("keyboard.keys-escape"), t("keyboard.escape")],
]

/** The keys, and whether single ones do anything. */
export function Help({ onClose }: { onClose: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(areKeysOn)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keyboard-title" className="keyboard-help">
      <h2 id="keyboard-title">{t("keyboard.title")}</h2>
      <Keys title={t("keyboard.reading")} keys={SINGLE()} />
      <label className="flex items-baseline gap-2">
        <input
          type="checkbox"
          className="accent-accent"
          checked={on}
          onChange={({ target }) => {
            setOn(target.checked)
            chooseKeys(target.checked)
          }}
        />
        {t("keyboard.on")}
      </label>
      <Keys title={t("keyboard.writing")} keys={WRITING()} />
      <Button onClick={() => dialog.current?.close()} className="self-end">
        {t("keyboard.close")}
      </Button>
    </dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: [string, string][] }): ReactElement {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl className="keyboard-keys">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
