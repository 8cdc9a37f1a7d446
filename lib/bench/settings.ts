/** What is set of the forum, changed. */
import { changeSettings } from "#lib/forum/settings.ts"
import type { Purpose } from "./meter.ts"

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<unknown>

export async function measureSettingWrites(write: Measure): Promise<void> {
  await write({ own: "W-230" }, () =>
    changeSettings({ kind: "operator" }, { values: { "first-posts-held": 0 } }),
  )
}
