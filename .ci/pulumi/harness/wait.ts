/** Waiting for what another process does. */

/**
 * Looks every 50 ms.
 *
 * @throws Error when it has not come about within a minute
 */
export async function waitUntil(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (condition()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about within a minute");
}
