import type { Accepts } from "./place";

/** A day of the calendar, `YYYY-MM-DD`. */
export const isDay: Accepts = (value) => {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const day = new Date(`${value}T00:00:00Z`);
  // JavaScript reads 2027-02-30 as the second of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};
