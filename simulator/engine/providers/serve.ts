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
  type DeleteRequest,
  type DiffRequest,
  type InvokeRequest,
  type ParameterizeRequest,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { parseUrn } from "../urn";
import { containsUnknown, settleAll, withoutSecrets, type Properties } from "../values";
import { CHANNEL_OPTIONS, fromStruct, listen, toStruct, unary } from "../wire";
import { Faults } from "./cloud/faults";
import { CLOUD_VARIABLE, openCloud } from "./cloud/open";
import type { CheckResult, Live, Provider, ProviderPackage, Subject } from "./provider";
import { compared } from "./wire-difference";

/**
 * Serves a package on a free loopback port; answers with the port. The environment variable {@link CLOUD_VARIABLE} names
 * the folder of the cloud that the provider works in.
 */
export async function serveProvider(served: ProviderPackage): Promise<string> {
  const server = new Server(CHANNEL_OPTIONS);
  const folder = process.env[CLOUD_VARIABLE];
  server.addService(ResourceProviderService, handlers(served, folder === "" ? undefined : folder));
  const address = await listen(server);
  return address.slice(address.lastIndexOf(":") + 1);
}

function handlers(served: ProviderPackage, folder: string | undefined): UntypedServiceImplementation {
  const cloud = folder === undefined ? undefined : openCloud(folder);
  const faults = new Faults(folder);
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
      configured = served.configure(withoutSecrets(settleAll(fromStruct(request.getArgs()))) as Properties, cloud);
      const response = new ConfigureResponse();
      response.setAcceptsecrets(served.acceptsSecrets);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: CheckRequest) =>
      checked(
        provider().check(
          subjectOf(request.getUrn()),
          settleAll(fromStruct(request.getNews())),
          fromStruct(request.getOlds()),
        ),
      ),
    ),
    diff: unary((request: DiffRequest) => {
      const outputs = fromStruct(request.getOlds());
      const before = request.hasOldInputs() ? fromStruct(request.getOldInputs()) : outputs;
      const after = settleAll(fromStruct(request.getNews()));
      return compared(provider().diff(subjectOf(request.getUrn()), before, after, outputs));
    }),
    create: unary(async (request: CreateRequest) => {
      const urn = request.getUrn();
      const inputs = settleAll(fromStruct(request.getProperties()));
      const create = (preview: boolean): Live => provider().create(subjectOf(urn), inputs, preview);
      const { id, outputs } = request.getPreview()
        ? create(true)
        : await faults.around(urn, "create", () => create(false));
      const response = new CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary(async (request: ReadRequest) => {
      const urn = request.getUrn();
      const known = { inputs: fromStruct(request.getInputs()), outputs: fromStruct(request.getProperties()) };
      const found = await faults.around(urn, "read", () => provider().read(subjectOf(urn), request.getId(), known));
      const response = new ReadResponse();
      // No id says that the resource is gone.
      response.setId(found?.id ?? "");
      response.setProperties(found && toStruct(found.outputs));
      response.setInputs(toStruct(found?.inputs ?? known.inputs));
      return response;
    }),
    update: unary(async (request: UpdateRequest) => {
      const urn = request.getUrn();
      const live = { id: request.getId(), outputs: fromStruct(request.getOlds()) };
      const inputs = settleAll(fromStruct(request.getNews()));
      const update = (preview: boolean): Live => provider().update(subjectOf(urn), live, inputs, preview);
      const { outputs } = request.getPreview() ? update(true) : await faults.around(urn, "update", () => update(false));
      const response = new UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: unary(async (request: DeleteRequest) => {
      const urn = request.getUrn();
      await faults.around(urn, "delete", () => {
        provider().delete(subjectOf(urn), request.getId());
      });
      return new Empty();
    }),
    invoke: unary((request: InvokeRequest) => {
      const response = new InvokeResponse();
      response.setReturn(toStruct(provider().invoke(request.getTok(), settleAll(fromStruct(request.getArgs())))));
      return response;
    }),
    cancel: unary(() => {
      faults.cancel();
      return new Empty();
    }),
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
