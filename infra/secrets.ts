/** What nobody may know. Made here where it can be, else set by `npx sst secret set <name> <value>`. */
import type { Stage } from "./stage.ts"

export function makeSecrets({ providers }: Stage) {
  const made = (name: string) => new random.RandomPassword(name, { length: 48, special: false }).result
  // A forum that comes from elsewhere brings its own, and its sessions and sealed secrets stay good.
  const auth = new sst.Secret("AuthSecret", made("MadeAuthSecret"))
  // Of the same form on each machine that answers it: 32 bytes.
  const actions = new random.RandomBytes("ActionsKey", { length: 32 }).base64
  return {
    auth: auth.value,
    actions,
    /** Only what came through CloudFront is answered, which knows it. */
    edge: made("EdgeSecret"),
    github: providers.github ? new sst.Secret("GithubClientSecret").value : undefined,
    google: providers.google ? new sst.Secret("GoogleClientSecret").value : undefined,
    oidc: providers.oidc ? new sst.Secret("OidcClientSecret").value : undefined,
  }
}

export type Secrets = ReturnType<typeof makeSecrets>
