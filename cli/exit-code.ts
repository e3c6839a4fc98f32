/** What a command says to the shell that called it. */
export const ExitCode = {
  /** Done, and nothing mandatory is violated. */
  passed: 0,
  /** Done, and a mandatory rule is violated, or a value is unknown where none may be. */
  failed: 1,
  /** Not done: the call, the settings, the program or the policy pack is wrong, or one of them crashed. */
  mistaken: 2,
  /** Not done: interrupted by SIGINT or SIGTERM. 128 + 2, as shells report SIGINT. */
  interrupted: 130,
} as const;

/** One of {@link ExitCode}'s values. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
