/** `trace`: a message to the workspace, unless the diagnostic's verbosity is below it. Reference: "Trace". */
import type { TraceSeverity } from "../pipeline/services";
import { childrenOf, EVERYWHERE, literal, type Element } from "./definition";

const LEVELS: readonly TraceSeverity[] = ["verbose", "information", "error"];

export const trace: Element = {
  name: "trace",
  reference: "Trace",
  sections: EVERYWHERE,
  attributes: { source: { required: true }, severity: { values: LEVELS } },
  children: {
    message: { required: true, text: "value" },
    metadata: { many: true, attributes: { name: { required: true }, value: { required: true, expression: true } } },
  },
  compile(element, compilation) {
    const source = compilation.literal(element, "source") ?? "";
    const named = (compilation.literal(element, "severity") ?? "verbose").toLowerCase();
    const severity = LEVELS.find((level) => level === named) ?? "verbose";
    const message = childrenOf(element, "message").map((child) => compilation.text(child))[0] ?? literal("");
    const metadata = childrenOf(element, "metadata").map((child) => ({
      name: compilation.literal(child, "name") ?? "",
      value: compilation.attribute(child, "value") ?? literal(""),
    }));
    return async (run) => {
      const text = await run.text(message);
      const fields: Record<string, string> = {};
      for (const { name, value } of metadata) {
        fields[name] = await run.text(value);
      }
      const verbosity = run.matched === undefined ? run.services.verbosity : run.matched.verbosity;
      if (verbosity !== undefined && LEVELS.indexOf(severity) >= LEVELS.indexOf(verbosity)) {
        const at = run.services.clock.now();
        run.services.trace({
          source,
          severity,
          message: text,
          at,
          ...(metadata.length === 0 ? {} : { metadata: fields }),
        });
      }
    };
  },
};
