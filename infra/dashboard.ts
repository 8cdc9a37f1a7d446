/** The figures that alarms go by, to look at. */
import type { Metric } from "./alarms.ts"
import type { Stage } from "./stage.ts"

/** In columns of a dashboard, which has 24. */
const [WIDTH, HEIGHT] = [8, 6]

export function makeDashboard({ name }: Stage, metrics: Metric[]): void {
  const region = aws.getRegionOutput().region
  new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: `stoa-${name}`,
    dashboardBody: $jsonStringify({
      widgets: metrics.map((one, i) => ({
        type: "metric",
        ...{ x: (i % 3) * WIDTH, y: Math.floor(i / 3) * HEIGHT, width: WIDTH, height: HEIGHT },
        properties: {
          title: one.title,
          region: one.region ?? region,
          ...{ stat: one.statistic, period: one.period, view: "timeSeries" },
          metrics: [[one.namespace, one.metric, ...Object.entries(one.dimensions).flat()]],
          annotations: { horizontal: [{ label: one.name, value: one.above }] },
        },
      })),
    }),
  })
}
