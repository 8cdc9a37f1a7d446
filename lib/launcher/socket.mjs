// A socket that somebody else listens on, and hands to us (systemd's socket activation): it outlives the forum, and who asks while
// one forum ends and the next one begins waits in it (ADR 386). Plain JavaScript: see start.mjs.
import { refusal } from "./refused.mjs"

/** What a process of ours is told: which of its open files it is. */
export const SOCKET = "STOA_SOCKET_FD"
/** Where sockets that are handed over begin (man 3 sd_listen_fds). */
const FIRST = 3

/**
 * Reads it as systemd says it, once, and says it as ours do: children of ours that have nothing to do with it must not take it for theirs.
 * @param {Record<string, string | undefined>} env @param {number} pid whose it is
 * @returns {number | undefined} @throws a refusal where there is more than one
 */
export function takeSocket(env = process.env, pid = process.pid) {
  const { LISTEN_PID, LISTEN_FDS } = env
  for (const name of ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", SOCKET]) delete env[name]
  if (LISTEN_PID !== String(pid) || !(Number(LISTEN_FDS) > 0)) return undefined
  if (Number(LISTEN_FDS) > 1)
    throw refusal(
      "The forum listens on one address, and was given several sockets: leave one ListenStream in stoa.socket.",
    )
  env[SOCKET] = String(FIRST)
  return FIRST
}

/** @param {Record<string, string | undefined>} env @returns {number | undefined} the one that our parent handed over */
export function givenSocket(env = process.env) {
  return env[SOCKET] ? Number(env[SOCKET]) : undefined
}
