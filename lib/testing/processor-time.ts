/** Milliseconds that a piece of work takes of the processor, not of the clock: others work on the machine, too. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
