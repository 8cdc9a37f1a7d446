// Ends with 0 where the forum of this machine answers and its table can be read, else with 1: for the health check of a container.
const { ok } = await fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health`).catch(() => ({
  ok: false,
}))
process.exit(ok ? 0 : 1)
