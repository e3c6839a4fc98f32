import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { at } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";

const REFUSED = plainly(404, ["path-not-exact", "no-such-address"], "MCP07-4");

export const attack: Attack = {
  id: "path-tricks",
  risk: "MCP07",
  controls: ["MCP07-4"],
  title: "Addresses that resemble a server's",
  why: "A second way to write an address may lead past the policy of the first.",
  *attempts({ servers }) {
    const [first] = servers;
    for (const server of servers) {
      const { pathname } = new URL(server.url);
      const [, name = "", last = ""] = pathname.split("/");
      const other = servers.find((one) => one.name !== server.name) ?? first;
      const paths = [
        `${pathname}/`,
        `${pathname}//`,
        `/${pathname}`,
        `/${name}//${last}`,
        `/.${pathname}`,
        `/./${name}/./${last}`,
        `/x/..${pathname}`,
        `${pathname}/.`,
        `${pathname}/../${last}`,
        `${pathname}/..;/${last}`,
        `${pathname}/%2e%2e/${last}`,
        `${pathname}/%2E%2E%2F${last}`,
        `/${name}%2f${last}`,
        `/${name}%2F${last}`,
        `/${name}%252f${last}`,
        `/${name}%5c${last}`,
        `/${name}\\${last}`,
        `/%${name.charCodeAt(0).toString(16)}${name.slice(1)}/${last}`,
        `/${name}/%${last.charCodeAt(0).toString(16)}${last.slice(1)}`,
        `/${name.toUpperCase()}/${last}`,
        `/${name}/${last.toUpperCase()}`,
        pathname.toUpperCase(),
        `${pathname}%00`,
        `${pathname}%20`,
        `${pathname}%09`,
        `${pathname}%0a`,
        `${pathname}.`,
        `${pathname}.json`,
        `${pathname};x=1`,
        `${pathname}%3fx=1`,
        `${pathname}%23x`,
        `${pathname}/x`,
        `${pathname}/messages`,
        `${pathname}/sse`,
        `${pathname}/authorize`,
        `${pathname}/token`,
        `${pathname}/register`,
        `${pathname}/.well-known/oauth-protected-resource`,
        `/${name}`,
        `/${name}/`,
        `/${last}`,
        `/${last}/${name}`,
        `/${name}/sse`,
        `/${name}/${last}${last}`,
        `/${name}/${last.slice(0, -1)}`,
        `/${new URL(other?.url ?? server.url).pathname.split("/")[1] ?? ""}/../${name}/${last}`,
        `/x${pathname}`,
        `/api${pathname}`,
        `/v1${pathname}`,
      ];
      for (const path of paths) {
        yield {
          name: `${server.name}: ${path}`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            return exchange(lab, server, at(request, path), REFUSED);
          },
        };
      }
    }
  },
};
