/** `ip-filter`: callers by address. Reference: "Restrict caller IPs". */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { PolicyError } from "../pipeline/policy-error";
import { childrenOf, literal, type Element } from "./definition";

export const ipFilter: Element = {
  name: "ip-filter",
  reference: "Restrict caller IPs",
  sections: ["inbound"],
  attributes: { action: { required: true, expression: true, values: ["allow", "forbid"] } },
  children: {
    address: { many: true, text: "value" },
    "address-range": {
      many: true,
      attributes: { from: { required: true, expression: true }, to: { required: true, expression: true } },
    },
  },
  compile(element, compilation) {
    const action = compilation.attribute(element, "action") ?? literal("allow");
    const addresses = childrenOf(element, "address").map((child) => compilation.text(child));
    const ranges = childrenOf(element, "address-range").map((child) => ({
      from: compilation.attribute(child, "from") ?? literal(""),
      to: compilation.attribute(child, "to") ?? literal(""),
    }));
    if (addresses.length + ranges.length === 0) {
      compilation.problem(element, "<ip-filter> names no <address> and no <address-range>");
    }
    for (const value of [...addresses, ...ranges.flatMap(({ from, to }) => [from, to])]) {
      if (value.kind === "literal" && familyOf(value.text) === undefined) {
        compilation.problem(element, `"${value.text}" is no IP address`);
      }
    }
    return async (run) => {
      const list = new BlockList();
      for (const address of addresses) {
        const text = (await run.text(address)).trim();
        list.addAddress(text, known(text));
      }
      for (const { from, to } of ranges) {
        const first = (await run.text(from)).trim();
        list.addRange(first, (await run.text(to)).trim(), known(first));
      }
      const caller = run.request.ipAddress;
      const family = familyOf(caller);
      const listed = family !== undefined && list.check(caller, family);
      if (listed !== ((await run.text(action)).toLowerCase() === "allow")) {
        throw new PolicyError("CallerIpNotAllowed", "Caller IP address is not allowed.", 403);
      }
    };
  },
};

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  return isIPv4(address.trim()) ? "ipv4" : isIPv6(address.trim()) ? "ipv6" : undefined;
}

function known(address: string): "ipv4" | "ipv6" {
  const family = familyOf(address);
  if (family === undefined) {
    throw new PolicyError("ExpressionValueEvaluationFailure", "The expression gave no IP address.");
  }
  return family;
}
