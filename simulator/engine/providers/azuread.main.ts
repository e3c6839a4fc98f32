/** `pulumi-resource-azuread`: the stand-in as the executable that the Pulumi CLI starts. */
import { azuread } from "./azuread";
import { serveProvider } from "./serve";

void serveProvider(azuread).then((port) => {
  process.stdout.write(`${port}\n`);
});
