/** `pulumi-resource-random`: the stand-in as the executable that the Pulumi CLI starts. */
import { random } from "./random";
import { serveProvider } from "./serve";

void serveProvider(random).then((port) => {
  process.stdout.write(`${port}\n`);
});
