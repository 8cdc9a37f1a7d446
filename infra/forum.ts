/** Everything that a forum is in AWS, in the order in which one needs the other. */
import { makeAlarms, makeBudget, metricsOf } from "./alarms.ts"
import { makeDashboard } from "./dashboard.ts"
import { makeDax } from "./dax.ts"
import { makeRouter } from "./domain.ts"
import { makeEmail } from "./email.ts"
import { makeEnvironment } from "./environment.ts"
import { makeFeedback } from "./feedback.ts"
import { workersWith } from "./functions.ts"
import { permissionsOn } from "./permissions.ts"
import { makeSagas } from "./sagas.ts"
import { makeSchedule } from "./schedules.ts"
import { makeSearch } from "./search.ts"
import { makeSecrets } from "./secrets.ts"
import { readStage } from "./stage.ts"
import { makeStream } from "./stream.ts"
import { makeTable } from "./table.ts"
import { makeUploads } from "./uploads.ts"
import { makeWeb } from "./web.ts"

/** @returns what is shown when it is done. @throws StageError */
export function deploy(name: string, env: Record<string, string | undefined>) {
  const stage = readStage(name, env)
  const secrets = makeSecrets(stage)
  const table = makeTable(stage)
  const router = makeRouter(stage, secrets)
  const uploads = makeUploads(stage, router)
  const mail = makeEmail(stage)
  const search = makeSearch(stage)
  const dax = makeDax(stage, table)

  const environment = makeEnvironment({ stage, secrets, table, router, uploads, mail, search })
  const permissions = permissionsOn({ table, uploads, mail })
  const web = makeWeb({ router, environment, secrets, permissions, uploads, dax, stage })
  const make = workersWith(web, environment, permissions)
  const { stream, lost: streamLost, setAside } = makeStream(make, table, stage)
  const { saga, lost: sagaLost } = makeSagas(make, table)
  const schedule = makeSchedule(make)
  const { feedback, lost: feedbackLost } = makeFeedback(make, mail)

  const metrics = metricsOf({
    ...{ stage, table, router, web },
    workers: { stream, saga, schedule, feedback },
    lost: { stream: streamLost, saga: sagaLost, feedback: feedbackLost },
    setAside,
  })
  makeAlarms(stage, metrics)
  makeBudget(stage)
  makeDashboard(stage, metrics)

  // `npx sst shell` gives it to `npm run forum`, which then works on the table in AWS (lib/config.ts).
  new sst.Linkable("Forum", { properties: environment })
  return { url: router.url, table: table.name, uploads: uploads.name }
}
