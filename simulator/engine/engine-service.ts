/** Serves program and packs: the Engine of pulumi/engine.proto. */
import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
  type LogRequest,
  type SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import type { Diagnostic } from "./preview-types";
import { unary } from "./wire";

const SEVERITIES: Readonly<Record<LogSeverity, Diagnostic["severity"]>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The handlers of the engine's calls; `onDiagnostic` gets what is logged. */
export function engineHandlers(onDiagnostic: (diagnostic: Diagnostic) => void): grpc.UntypedServiceImplementation {
  let root = "";
  return {
    log: unary((request: LogRequest) => {
      // Ephemeral messages are a terminal's status line, not something said.
      if (!request.getEphemeral()) {
        const urn = request.getUrn();
        onDiagnostic({
          severity: SEVERITIES[request.getSeverity()],
          message: request.getMessage(),
          ...(urn === "" ? {} : { urn }),
        });
      }
      return new Empty();
    }),
    getRootResource: unary(() => {
      const response = new GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    setRootResource: unary((request: SetRootResourceRequest) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: unary(() => new Empty()),
    // The SDK that runs is the one pinned in package.json: there is no CLI whose version could be wrong.
    requirePulumiVersion: unary(() => new RequirePulumiVersionResponse()),
  };
}
