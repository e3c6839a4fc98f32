import { choice, text } from "./field";

const MAIL = /^[\w.!#$%&+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** A mail address. API Management takes at most 100 characters for its publisher's. */
export const mail = text({
  allowed: "a mail address, at most 100 characters",
  example: "platform@example.com",
  accepts: (value) => value.length <= 100 && MAIL.test(value),
});

/**
 * A text that people read.
 *
 * Refused in it: what cannot be seen (control, bidirectional and zero-width characters make a name look like another:
 * control MCP03-2), and what API Management would run or replace when the text stands in a policy document: `{{name}}`,
 * `@(...)` and `@{...}` (Microsoft Learn, "API Management policy expressions", "Use named values").
 */
export function readable(longest: number, example: string): ReturnType<typeof text> {
  const visible = new RegExp(`^(?! )[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,${String(longest)}}(?<! )$`, "u");
  return text({
    allowed: `1 to ${String(longest)} visible characters on one line`,
    example,
    accepts: (value) => visible.test(value) && !EXECUTED.test(value),
    explain: (value) =>
      EXECUTED.test(value)
        ? "API Management would run or replace {{...}}, @(...) and @{...}: leave them out"
        : undefined,
  });
}

const EXECUTED = /\{\{|\}\}|@[({]/;

/** A calendar day that exists, as text. */
export const day = text({
  allowed: 'a day of the calendar as "YYYY-MM-DD", in quotes',
  example: '"2027-03-31"',
  accepts: isDay,
  explain: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? "the calendar has no such day" : undefined),
});

/** Date.parse alone would take 2027-02-30 in some forms and move it to March. */
function isDay(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value)
  );
}

/** Counted up after a purge-protected resource was destroyed. Scalars reach the program as text. */
export const generation = text({
  allowed: "a whole number from 1 to 99",
  example: "2",
  accepts: (value) => /^[1-9]\d?$/.test(value),
});

export const environment = choice(["dev", "staging", "prod"]);
export const size = choice(["dev", "standard", "prod"]);
export const stage = choice(["foundation", "serving"]);
export const edge = choice(["none", "frontDoor"]);
export const dataClass = choice(["public", "internal", "confidential", "restricted"]);
export const identity = choice(["gateway", "user"]);
export const results = choice(["inspected", "streamed"]);
export const marking = choice(["metadata", "delimited"]);

/** True or false at the top of a stack file: scalars reach the program as text. */
export const flagText = choice(["true", "false"]);
