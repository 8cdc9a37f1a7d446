/** What is asked of a category. */
import { t } from "#lib/words/t.ts"
import type { PanelField } from "./panel-form.client.tsx"

type Values = {
  name: string
  address: string
  description: string
  parent?: string
  hue: number
  readers: string
  writers: string
  kind: string
}

const FRESH: Values = {
  ...{ name: "", address: "", description: "", hue: 210 },
  ...{ readers: "everyone", writers: "members", kind: "discussion" },
}

/** @param above in which it may lie; none where it cannot lie in another one */
export function categoryFields(above: { id: string; name: string }[], values: Values = FRESH): PanelField[] {
  const { name, address, description, parent = "", hue, readers, writers, kind } = values
  return [
    { kind: "text", name: "name", label: t("panel.category.name"), value: name, required: true },
    {
      ...{ kind: "text", name: "slug", label: t("panel.category.address"), value: address },
      hint: values === FRESH ? t("panel.category.address-new") : t("panel.category.address-hint"),
    },
    {
      ...{ kind: "area", name: "description", label: t("panel.category.description"), value: description },
      ...{ hint: t("panel.category.description-hint"), rows: 2 },
    },
    ...(above.length > 0
      ? [
          {
            ...{ kind: "select" as const, name: "parent", label: t("panel.category.parent"), value: parent },
            options: [
              ["", t("panel.category.parent-none")],
              ...above.map(({ id, name }): [string, string] => [id, name]),
            ] as [string, string][],
          },
        ]
      : []),
    { kind: "hue", name: "hue", label: t("panel.category.hue"), value: String(hue), options: huesWith(hue) },
    {
      ...{ kind: "choice", name: "readers", label: t("panel.category.readers"), value: readers },
      options: [
        ["everyone", t("panel.category.readers.everyone")],
        ["members", t("panel.category.readers.members")],
        ["staff", t("panel.category.readers.staff")],
      ],
    },
    {
      ...{ kind: "choice", name: "writers", label: t("panel.category.writers"), value: writers },
      options: [
        ["members", t("panel.category.writers.members")],
        ["staff", t("panel.category.writers.staff")],
      ],
    },
    {
      ...{ kind: "choice", name: "kind", label: t("panel.category.kind"), value: kind },
      options: [
        ["discussion", t("panel.category.kind.discussion")],
        ["question", t("panel.category.kind.question")],
      ],
    },
  ]
}

/** Colours that are told apart; the one it has now is among them. */
function huesWith(present: number): [string, string][] {
  const hues: [number, string][] = [
    [0, t("panel.hue.red")],
    [30, t("panel.hue.orange")],
    [60, t("panel.hue.yellow")],
    [90, t("panel.hue.lime")],
    [140, t("panel.hue.green")],
    [180, t("panel.hue.teal")],
    [210, t("panel.hue.blue")],
    [250, t("panel.hue.indigo")],
    [290, t("panel.hue.violet")],
    [330, t("panel.hue.pink")],
  ]
  const isThere = hues.some(([hue]) => hue === present)
  const all = isThere ? hues : [...hues, [present, t("panel.hue.own", { hue: present })] as [number, string]]
  return all.map(([hue, label]) => [String(hue), label])
}
