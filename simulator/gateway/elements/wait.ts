/**
 * `wait`: its policies at the same time; `all` waits for every one, `any` for the first that ends without an error.
 * Reference: "Wait".
 */
import { EVERYWHERE, literal, type Element } from "./definition";

export const wait: Element = {
  name: "wait",
  reference: "Wait",
  sections: EVERYWHERE.filter((section) => section !== "on-error"),
  attributes: { for: { expression: true, values: ["all", "any"] } },
  policies: ["send-request", "cache-lookup-value", "choose"],
  compile(element, compilation, path) {
    const how = compilation.attribute(element, "for") ?? literal("all");
    const branches = element.children.map((child, index) =>
      compilation.policy(child, `${path}/${child.name}[${index + 1}]`),
    );
    return async (run) => {
      const any = (await run.text(how)).toLowerCase() === "any";
      const running = branches.map((branch) => branch(run));
      if (any) {
        await Promise.any(running).catch(() => Promise.all(running));
        return;
      }
      // All have ended before an error goes on, so that none changes a request that is already being refused.
      const ended = await Promise.allSettled(running);
      const failed = ended.find((result) => result.status === "rejected");
      if (failed !== undefined) {
        throw failed.reason;
      }
    };
  },
};
