/** `log-to-eventhub`: an event of up to 200 KB to a planned logger; what is longer is cut. Reference: "Log to event hub". */
import { PolicyError } from "../pipeline/policy-error";
import { EVERYWHERE, literal, type Element } from "./definition";

const MOST_BYTES = 200 * 1024;

export const logToEventhub: Element = {
  name: "log-to-eventhub",
  reference: "Log to event hub",
  sections: EVERYWHERE,
  attributes: {
    "logger-id": { required: true, expression: true },
    "partition-id": {},
    "partition-key": { expression: true },
  },
  text: "value",
  compile(element, compilation) {
    const logger = compilation.attribute(element, "logger-id") ?? literal("");
    const text = compilation.text(element);
    if (logger.kind === "literal" && !compilation.loggers.has(logger.text.toLowerCase())) {
      compilation.problem(element, `no logger "${logger.text}" is planned`);
    }
    return async (run) => {
      const id = await run.text(logger);
      if (!compilation.loggers.has(id.toLowerCase())) {
        throw new PolicyError("LoggerNotFound", `There is no logger "${id}".`);
      }
      const event = Buffer.from(await run.text(text))
        .subarray(0, MOST_BYTES)
        .toString("utf8");
      run.services.event({ logger: id, text: event, at: run.services.clock.now() });
    };
  },
};
