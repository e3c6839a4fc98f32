/** `pulumi-resource-azure-native`: the stand-in as the executable that the Pulumi CLI starts. */
import { azureNative } from "./azure-native";
import { serveProvider } from "./serve";

void serveProvider(azureNative).then((port) => {
  process.stdout.write(`${port}\n`);
});
