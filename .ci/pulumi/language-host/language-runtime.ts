/** The calls by which the engine uses a language. Those that only scaffold or install are left unanswered. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  AboutResponse,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  LanguageHandshakeResponse,
  RuntimeOptionsResponse,
  type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { unary } from "../../../simulator/engine/wire";
import { endAll } from "./child";
import { runPolicyPack, type RunPluginCall } from "./policy-pack";
import { runProgram } from "./program";

/** The handlers; `engine` is the address that programs and packs log to. */
export function languageRuntime(engine: string): UntypedServiceImplementation {
  return {
    handshake: unary(() => new LanguageHandshakeResponse()),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(sdkVersion());
      return info;
    }),
    // None: the engine then loads a provider when the first resource of its package is registered.
    getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
    getProgramDependencies: unary(() => new GetProgramDependenciesResponse()),
    runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
    about: unary(() => {
      const about = new AboutResponse();
      about.setExecutable(process.execPath);
      about.setVersion(process.version);
      return about;
    }),
    cancel: unary(() => {
      endAll();
      return new Empty();
    }),
    run: unary((request: RunRequest) => runProgram(engine, request)),
    runPlugin: (call: RunPluginCall) => {
      if (call.request.getKind() !== "analyzer") {
        const details = `this language host runs policy packs, not plugins of kind '${call.request.getKind()}'`;
        call.emit("error", { code: status.UNIMPLEMENTED, details });
        return;
      }
      runPolicyPack(engine, call).catch((thrown: unknown) => {
        call.emit("error", {
          code: status.UNKNOWN,
          details: thrown instanceof Error ? thrown.message : String(thrown),
        });
      });
    },
  };
}

function sdkVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(createRequire(__filename).resolve("@pulumi/pulumi/package.json"), "utf8"),
  );
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return typeof version === "string" ? version : "";
}
