import type { ReactElement } from "react"
import { Field, Select } from "#components/ui/field.tsx"
import { t } from "#lib/words/t.ts"
import { Counter } from "./counter.tsx"
import type { FieldScene } from "./writing-form.client.tsx"

export type CategoryOption = { id: string; name: string }

/** Where a topic goes. A choice that is out of sight (the session ended) is kept as it was. */
export function CategoryField({
  scene,
  options,
}: {
  scene: FieldScene
  options: CategoryOption[]
}): ReactElement {
  const chosen = scene.value("category")
  return (
    <Select
      // A select forgets its choice when its form is reset after sending: a new one begins with it.
      key={chosen}
      id={scene.id("category")}
      name="category"
      label={t("composer.category")}
      defaultValue={chosen}
      error={scene.error("category")}
      required
    >
      {chosen === "" && <option value="">{t("composer.choose-category")}</option>}
      {chosen !== "" && !options.some(({ id }) => id === chosen) && <option value={chosen}>{chosen}</option>}
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}

export function TitleField({ scene, limit }: { scene: FieldScene; limit: number }): ReactElement {
  return (
    <div className="flex flex-col gap-1">
      <Field
        id={scene.id("title")}
        name="title"
        label={t("composer.title")}
        hint={t("composer.title-hint")}
        defaultValue={scene.value("title")}
        error={scene.error("title")}
        autoComplete="off"
        required
      />
      <Counter length={scene.length("title")} limit={limit} />
    </div>
  )
}

/** Why somebody else's text is changed. */
export function ReasonField({ scene }: { scene: FieldScene }): ReactElement {
  return (
    <Field
      id={scene.id("words")}
      name="words"
      label={t("composer.reason")}
      defaultValue={scene.value("words")}
      error={scene.error("words")}
      autoComplete="off"
    />
  )
}

export function TagsField({ scene }: { scene: FieldScene }): ReactElement {
  return (
    <Field
      id={scene.id("tags")}
      name="tags"
      label={t("composer.tags")}
      hint={t("composer.tags-hint")}
      defaultValue={scene.value("tags")}
      error={scene.error("tags")}
      autoComplete="off"
      autoCapitalize="none"
    />
  )
}
