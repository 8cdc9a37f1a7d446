/** Long work: begun by the record of a new saga; what is left of it the schedule goes on with. */
import { type Make, makeLost } from "./functions.ts"
import type { Table } from "./table.ts"

export function makeSagas(make: Make, table: Table) {
  const lost = makeLost("SagaLost")
  const saga = make("saga", { memory: "1024 MB", lost })
  table.subscribe("Sagas", saga.arn, {
    filters: [{ eventName: ["INSERT"], dynamodb: { NewImage: { entityType: { S: [SAGA] } } } }],
    transform: {
      eventSourceMapping: {
        startingPosition: "LATEST",
        batchSize: 10,
        parallelizationFactor: 1,
        // It looks for what is due by itself, so one at a time is enough of each shard: a record only wakes it, and the schedule does so a minute later.
        maximumRetryAttempts: 2,
        maximumRecordAgeInSeconds: 3_600,
        bisectBatchOnFunctionError: false,
        destinationConfig: { onFailure: { destinationArn: lost.arn } },
      },
    },
  })
  return { saga, lost }
}

/** What a saga's item calls itself (lib/db/items/sagas.ts). */
const SAGA = "Saga"
