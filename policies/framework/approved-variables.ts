/** Variable with the literal JSON of what a server's policy approves. */
export const APPROVED_TEXT = "approved-text";
/** Variable with what was read of it. */
export const APPROVED = "approved";
