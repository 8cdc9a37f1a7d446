/** Milliseconds that a piece of work takes of the processor, not of the clock: others work on the machine, and in this process. */
export function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
