import { oneOf } from "../fields/field";
import { ERAS } from "../protocols";
import { items, serversOf, type Check } from "./check";

/** One gateway API speaks one era: sessions and their absence need different methods, headers and answers. */
export const oneEra: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const revisions = items(server.protocols);
    const [first] = revisions;
    for (const { item, index } of revisions) {
      if (first !== undefined && ERAS[item] !== ERAS[first.item]) {
        const message = `${first.item} is of the ${ERAS[first.item]} era, this is of the ${ERAS[item]} era; name one era, and make a second server for the other`;
        tell([...path, "protocols", index], message);
      }
    }
  }
};

/** Sessions are of the older era; in the newer one an id would be a promise that nothing keeps. */
export const sessionsOnlyInTheirEra: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const [first] = items(server.protocols);
    if (server.sessions === true && first !== undefined && ERAS[first.item] === "stateless") {
      tell(
        [...path, "sessions"],
        `${first.item} has no sessions; leave this out, or name a revision of the session era`,
      );
    }
  }
};

/** What is streamed is not inspected (decision 8, control MCP10-1). */
export const streamedOnlyForLowClasses: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const { dataClass, results } = server;
    if (results === "streamed" && (dataClass === "confidential" || dataClass === "restricted")) {
      const message = `streamed answers are not inspected, and the data class is ${dataClass}; write inspected`;
      tell([...path, "results"], message);
    }
  }
};

/**
 * Names that something of the platform has: its two managed identities (`gateway`, `pull`: a server of that name would
 * run as one of them), and the gateway's API for unknown addresses.
 */
const TAKEN_NAMES = ["gateway", "pull", "catch-all"];

/** What the platform appends to a server's name: its metadata APIs, and its second application's name. */
const TAKEN_ENDINGS = ["-metadata", "-metadata-at-server", "-backend"];

/** A server's name is part of Azure names that must not meet those of the platform or of another server. */
export const namesNotTaken: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const { name } = server;
    if (name !== undefined && (TAKEN_NAMES.includes(name) || TAKEN_ENDINGS.some((ending) => name.endsWith(ending)))) {
      const taken = oneOf([...TAKEN_NAMES, ...TAKEN_ENDINGS.map((ending) => `...${ending}`)]);
      tell([...path, "name"], `the platform uses the names ${taken} itself; choose another`);
    }
  }
};
