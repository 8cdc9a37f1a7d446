"use client"
/** Every button of the toolbar: what it is called, its keys, and what it does to the text. */
import { t } from "#lib/words/t.ts"
import { coded, type Edit, linked, marked, type Typed } from "./editing.ts"
import { begun } from "./lines.ts"

export type Command = {
  name: string
  label: string
  /** With Ctrl, or Command on a Mac; as `KeyboardEvent.code`, which no layout and no Shift changes. */
  code: string
  shift?: true
  /** As people write the key. */
  key: string
  /** How its name looks. */
  look?: string
  edit: (typed: Typed) => Edit
}

export const COMMANDS = (): Command[] => [
  {
    ...{ name: "bold", label: t("composer.bold"), code: "KeyB", key: "B", look: "font-bold" },
    edit: (typed) => marked(typed, "**"),
  },
  {
    ...{ name: "italic", label: t("composer.italic"), code: "KeyI", key: "I", look: "italic" },
    edit: (typed) => marked(typed, "_"),
  },
  {
    ...{ name: "link", label: t("composer.link"), code: "KeyK", key: "K", look: "underline" },
    edit: (typed) => linked(typed),
  },
  {
    ...{ name: "quote", label: t("composer.quote"), code: "Period", key: ".", shift: true },
    edit: (typed) => begun(typed, "quote"),
  },
  {
    ...{ name: "list", label: t("composer.list"), code: "Digit8", key: "8", shift: true },
    edit: (typed) => begun(typed, "list"),
  },
  {
    ...{ name: "numbered", label: t("composer.numbered"), code: "Digit7", key: "7", shift: true },
    edit: (typed) => begun(typed, "numbered"),
  },
  {
    ...{ name: "code", label: t("composer.code"), code: "KeyE", key: "E", look: "font-mono" },
    edit: coded,
  },
]

type Pressed = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">

/** The command that keys call, if they do. */
export function commandOf(event: Pressed): Command | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  return COMMANDS().find(({ code, shift = false }) => code === event.code && shift === event.shiftKey)
}
