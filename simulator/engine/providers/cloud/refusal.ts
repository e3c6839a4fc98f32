/**
 * What Azure answers to a request that it refuses, worded as the provider shows it. Source of the wording
 * `Status=409 Code="..." Message="..."`: alan-turing-institute/data-safe-haven issue 2523, a log of azure-native.
 */
export class Refusal extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Azure's own code, such as `ScopeLocked`. */
    readonly code: string,
    message: string,
  ) {
    super(`Status=${String(status)} Code="${code}" Message=${JSON.stringify(message)}`);
  }
}
