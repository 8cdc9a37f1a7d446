/** What a deployment makes, written down by stand-ins. */
import { deploy } from "../../infra/forum.ts"
import { type Recorder, recorded } from "./sst.ts"

/** The least that an owner has to choose. */
export const NEEDED = { MAIL_FROM: "Stoa <forum@example.org>", STOA_ALARMS: "you@example.org" }
export const DOMAIN = { STOA_DOMAIN: "forum.example.org" }

/** @param env settings beside what is needed */
export const deployed = (stage = "production", env: Record<string, string> = {}): Recorder =>
  recorded(stage, () => deploy(stage, { ...NEEDED, ...env })).recorder

/** What SST is told of a function. */
export const functionIn = (recorder: Recorder, name: string) => recorder.one("sst.aws.Function", name).args
