/** An OpenSearch for forums that have outgrown the index in the table. By setting: it is a machine, paid for by the hour. */
import type { Stage } from "./stage.ts"

export function makeSearch({ search, keeps }: Stage) {
  if (search === "table") return undefined
  return new sst.aws.OpenSearch("Search", {
    instance: keeps ? "t3.medium" : "t3.small",
    storage: "20 GB",
    transform: {
      domain: {
        encryptAtRest: { enabled: true },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
      },
    },
  })
}

export type Search = ReturnType<typeof makeSearch>
