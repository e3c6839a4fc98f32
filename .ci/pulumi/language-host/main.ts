/**
 * Stands in for `pulumi-language-nodejs`, whose Go module is not published: the plugin by which the real Pulumi CLI runs
 * Node.js programs and policy packs. Program runner and policy analyzer are the genuine ones of `@pulumi/pulumi`; this
 * starts them as the real host does. For our own checks only: users have the real host, it comes with their CLI.
 *
 * The CLI starts it with `[flags] <engine address>` and reads the port from the first line of its output.
 *
 * Source: pulumi/pulumi v3.248.0, sdk/go/common/resource/plugin/langruntime_plugin.go and proto/pulumi/language.proto.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { CHANNEL_OPTIONS } from "../../../simulator/engine/wire";
import { endAll } from "./child";
import { languageRuntime } from "./language-runtime";

const engine = process.argv.at(-1) ?? "";
if (!/^[^:]+:\d+$/.test(engine)) {
  console.error(
    `pulumi-language-nodejs: the last argument is the engine's address, such as 127.0.0.1:41000, not '${engine}'.`,
  );
  process.exit(2);
}

const server = new Server(CHANNEL_OPTIONS);
server.addService(LanguageRuntimeService, languageRuntime(engine));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`pulumi-language-nodejs: ${error.message}`);
    process.exit(1);
  }
  console.log(port);
});

function end(): void {
  endAll();
  process.exit(0);
}

// The CLI ends its plugins by a signal; when the CLI itself is killed, only the end of standard input tells.
process.on("SIGTERM", end).on("SIGINT", end);
process.stdin.on("end", end).on("error", end).resume();
