/** Organization of a stack that no service knows: what the CLI, too, says for a local backend. */
export const ORGANIZATION = "organization";
