/**
 * Runs a policy pack. A pack learns about its stack from its environment, but the engine says it only over the pack's
 * own connection. So the engine is given the port of a proxy, and the pack is started once the proxy has been told.
 *
 * Source: pulumi/pulumi v3.248.0, sdk/policy_proxy.go.
 */
import type { ServerWritableStream } from "@grpc/grpc-js";
import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { AnalyzerProxy } from "./analyzer-proxy";
import { ending, startGenuine } from "./child";

/** The engine's call: it stays open as long as the pack runs, and carries what the pack prints. */
export type RunPluginCall = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Serves a pack until the engine cancels the call or the pack ends. */
export async function runPolicyPack(engine: string, call: RunPluginCall): Promise<void> {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
  const proxy = new AnalyzerProxy();
  const cancelled = new Promise<undefined>((resolve) => {
    call.once("cancelled", () => {
      resolve(undefined);
    });
  });
  try {
    print(call, "stdout", `${String(await proxy.listen())}\n`);
    const stack = await Promise.race([proxy.configured, cancelled.then(() => "cancelled" as const)]);
    if (stack === "cancelled") {
      return;
    }
    const pack = startGenuine({
      command: "run-policy-pack",
      folder,
      args: [engine, "."],
      cwd: folder,
      env: { ...requestedEnvironment(call.request), ...(stack ? stackEnvironment(stack) : {}) },
      piped: true,
    });
    void cancelled.then(() => pack.kill("SIGKILL"));
    pack.stderr?.on("data", (chunk: Buffer) => {
      print(call, "stderr", chunk);
    });
    const ended = ending(pack);
    try {
      await proxy.attach(pack, stack, (rest) => {
        print(call, "stdout", rest);
      });
    } catch (thrown) {
      print(call, "stderr", `${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
      pack.kill("SIGKILL");
    }
    const response = new RunPluginResponse();
    response.setExitcode(await ended);
    write(call, response);
  } finally {
    proxy.close();
    call.end();
  }
}

function print(call: RunPluginCall, stream: "stdout" | "stderr", text: string | Buffer): void {
  const response = new RunPluginResponse();
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  if (stream === "stdout") {
    response.setStdout(bytes);
  } else {
    response.setStderr(bytes);
  }
  write(call, response);
}

function write(call: RunPluginCall, response: RunPluginResponse): void {
  if (!call.cancelled) {
    call.write(response);
  }
}

/** What the engine wants in the environment: `KEY=value` each, later ones win. */
function requestedEnvironment(request: RunPluginRequest): NodeJS.ProcessEnv {
  const entries = request.getEnvList().map((entry) => {
    const at = entry.indexOf("=");
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  return { ...process.env, ...Object.fromEntries(entries) };
}

/** Source: pulumi/pulumi v3.248.0, sdk/go/common/resource/plugin/analyzer_plugin.go (`constructEnv`). */
function stackEnvironment(stack: AnalyzerStackConfigureRequest): NodeJS.ProcessEnv {
  const config: Record<string, string> = {};
  stack.getConfigMap().forEach((value: string, key: string) => {
    config[key] = value;
  });
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
  };
}
