/**
 * Serves a stand-in provider over gRPC, as the executable that the Pulumi CLI starts: the very objects that the offline
 * engine calls. The port is the first and only line on standard output.
 */
import { Server, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckFailure as WireFailure,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  InvokeResponse,
  ParameterizeResponse,
  ProviderHandshakeResponse,
  ReadResponse,
  UpdateResponse,
  type CheckRequest,
  type ConfigureRequest,
  type CreateRequest,
  type DiffRequest,
  type InvokeRequest,
  type ParameterizeRequest,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { parseUrn } from "../urn";
import { containsUnknown, settleAll, withoutSecrets, type Properties } from "../values";
import { CHANNEL_OPTIONS, fromStruct, listen, toStruct, unary } from "../wire";
import type { CheckResult, Provider, ProviderPackage, Subject } from "./provider";

/** Serves a package on a free loopback port; answers with the port. Ends the process when the CLI asks it to. */
export async function serveProvider(served: ProviderPackage): Promise<string> {
  const server = new Server(CHANNEL_OPTIONS);
  server.addService(ResourceProviderService, handlers(served));
  const address = await listen(server);
  return address.slice(address.lastIndexOf(":") + 1);
}

function handlers(served: ProviderPackage): UntypedServiceImplementation {
  let configured: Provider | undefined;
  const provider = (): Provider => {
    if (!configured) {
      throw new Error(`${served.name} is not configured yet`);
    }
    return configured;
  };
  return {
    handshake: unary(() => {
      const response = new ProviderHandshakeResponse();
      response.setAcceptSecrets(served.acceptsSecrets);
      return response;
    }),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(served.version);
      return info;
    }),
    getSchema: refuse(`The stand-in for ${served.name} has no schema: take it from the real provider.`),
    parameterize: unary((request: ParameterizeRequest) => {
      const value = request.getValue();
      if (!value) {
        throw new Error(`The stand-in for ${served.name} takes parameters by value only, as a program gives them.`);
      }
      const response = new ParameterizeResponse();
      response.setName(value.getName());
      response.setVersion(value.getVersion());
      return response;
    }),
    checkConfig: unary((request: CheckRequest) => checked(served.checkConfig(fromStruct(request.getNews())))),
    diffConfig: unary((request: DiffRequest) => {
      const before = fromStruct(request.getOlds());
      const after = fromStruct(request.getNews());
      const same = JSON.stringify(before) === JSON.stringify(after) && !containsUnknown(after);
      const response = new DiffResponse();
      response.setChanges(same ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
      return response;
    }),
    configure: unary((request: ConfigureRequest) => {
      configured = served.configure(withoutSecrets(settleAll(fromStruct(request.getArgs()))) as Properties);
      const response = new ConfigureResponse();
      response.setAcceptsecrets(served.acceptsSecrets);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: CheckRequest) =>
      checked(provider().check(subjectOf(request.getUrn()), settleAll(fromStruct(request.getNews())))),
    ),
    diff: unary((request: DiffRequest) => {
      const before = fromStruct(request.getOldInputs() ?? request.getOlds());
      const difference = provider().diff(subjectOf(request.getUrn()), before, settleAll(fromStruct(request.getNews())));
      const response = new DiffResponse();
      const { changed, replaces, deleteBeforeReplace } = difference;
      response.setChanges(
        changed.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME,
      );
      response.setDiffsList([...changed]);
      response.setReplacesList([...replaces]);
      response.setDeletebeforereplace(deleteBeforeReplace);
      return response;
    }),
    create: unary((request: CreateRequest) => {
      const inputs = settleAll(fromStruct(request.getProperties()));
      const { id, outputs } = provider().create(subjectOf(request.getUrn()), inputs, request.getPreview());
      const response = new CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary((request: ReadRequest) => {
      const inputs = fromStruct(request.getInputs());
      const outputs = fromStruct(request.getProperties());
      const live = provider().read(subjectOf(request.getUrn()), request.getId(), { inputs, outputs });
      const response = new ReadResponse();
      response.setId(live?.id ?? "");
      response.setProperties(live && toStruct(live.outputs));
      response.setInputs(toStruct(inputs));
      return response;
    }),
    update: unary((request: UpdateRequest) => {
      const live = { id: request.getId(), outputs: fromStruct(request.getOlds()) };
      const inputs = settleAll(fromStruct(request.getNews()));
      const { outputs } = provider().update(subjectOf(request.getUrn()), live, inputs, request.getPreview());
      const response = new UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: unary(() => new Empty()),
    invoke: unary((request: InvokeRequest) => {
      const response = new InvokeResponse();
      response.setReturn(toStruct(provider().invoke(request.getTok(), settleAll(fromStruct(request.getArgs())))));
      return response;
    }),
    cancel: unary(() => new Empty()),
    attach: unary(() => new Empty()),
  };
}

function subjectOf(urn: string): Subject {
  const { type, name } = parseUrn(urn);
  return { urn, type, name };
}

function checked({ inputs, failures }: CheckResult): CheckResponse {
  const response = new CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new WireFailure();
      failure.setProperty(property ?? "");
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

/** A handler that says why it does not answer. */
function refuse(details: string): UntypedServiceImplementation[string] {
  return (_call: unknown, callback: (error: { readonly code: status; readonly details: string }) => void) => {
    callback({ code: status.UNIMPLEMENTED, details });
  };
}
