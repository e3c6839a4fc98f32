/** Stands between the engine and a policy pack that is not started yet. */
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { credentials, Server, ServerCredentials, status, type handleUnaryCall, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient, AnalyzerService, type IAnalyzerServer } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerHandshakeResponse,
  AnalyzerStackConfigureResponse,
  type AnalyzerStackConfigureRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { ask, CHANNEL_OPTIONS, unary } from "../../../simulator/engine/wire";

type Reply<Response> = (error: ServiceError | null, response: Response) => void;

export class AnalyzerProxy {
  /** Resolves with the stack's configuration; with nothing when another call came first: then there is none. */
  readonly configured: Promise<AnalyzerStackConfigureRequest | undefined>;
  private readonly server = new Server(CHANNEL_OPTIONS);
  private readonly client: Promise<AnalyzerClient>;
  private connection: AnalyzerClient | undefined;
  private configure: (request: AnalyzerStackConfigureRequest | undefined) => void = () => undefined;
  private connect: (client: AnalyzerClient) => void = () => undefined;
  private fail: (reason: Error) => void = () => undefined;

  constructor() {
    this.configured = new Promise((resolve) => {
      this.configure = resolve;
    });
    this.client = new Promise((resolve, reject) => {
      this.connect = resolve;
      this.fail = reject;
    });
    this.client.catch(() => undefined);
    this.server.addService(AnalyzerService, this.handlers());
  }

  /** Answers with the port that the engine is to call. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error) {
          reject(error);
        } else {
          resolve(port);
        }
      });
    });
  }

  /**
   * Connects to the pack, tells it what the engine told us, and lets the waiting calls through.
   *
   * @param onOutput gets what the pack prints after its port
   * @throws Error when the pack's first line is not its port
   */
  async attach(
    pack: ChildProcess,
    stack: AnalyzerStackConfigureRequest | undefined,
    onOutput: (text: string) => void,
  ): Promise<void> {
    try {
      const port = await firstLine(pack, onOutput);
      if (!/^\d+$/.test(port)) {
        throw new Error(`could not read policy pack port: the first line it printed was '${port}'`);
      }
      const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), CHANNEL_OPTIONS);
      this.connection = client;
      if (stack) {
        await ask((done: Reply<AnalyzerStackConfigureResponse>) => client.configureStack(stack, done)).catch(
          ignoreUnimplemented,
        );
      }
      this.connect(client);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.fail(new Error(`policy pack not started: ${reason.message}`));
      throw reason;
    }
  }

  close(): void {
    this.fail(new Error("policy pack has ended"));
    this.connection?.close();
    this.server.forceShutdown();
  }

  private handlers(): IAnalyzerServer {
    return {
      handshake: unary(() => new AnalyzerHandshakeResponse()),
      configureStack: unary((request: AnalyzerStackConfigureRequest) => {
        this.configure(request);
        return new AnalyzerStackConfigureResponse();
      }),
      getAnalyzerInfo: this.forward((client, request, done) => client.getAnalyzerInfo(request, done)),
      getPluginInfo: this.forward((client, request, done) => client.getPluginInfo(request, done)),
      configure: this.forward((client, request, done) => client.configure(request, done)),
      remediate: this.forward((client, request, done) => client.remediate(request, done)),
      analyze: this.forward((client, request, done) => client.analyze(request, done)),
      analyzeStack: this.forward((client, request, done) => client.analyzeStack(request, done)),
      cancel: this.forward((client, request, done) => client.cancel(request, done)),
    };
  }

  /** A handler that hands a call on and its answer, or its error as it is, back. */
  private forward<Request, Response>(
    call: (client: AnalyzerClient, request: Request, done: Reply<Response>) => unknown,
  ): handleUnaryCall<Request, Response> {
    return ({ request }, callback) => {
      this.configure(undefined);
      this.client
        .then((client) => ask((done: Reply<Response>) => call(client, request, done)))
        .then(
          (response) => {
            callback(null, response);
          },
          (thrown: unknown) => {
            callback(asServiceError(thrown));
          },
        );
    };
  }
}

/** Reads the pack's output line by line; later lines go to `onRest`. */
function firstLine(pack: ChildProcess, onRest: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!pack.stdout) {
      reject(new Error("the policy pack's output is not read"));
      return;
    }
    let seen = false;
    createInterface({ input: pack.stdout })
      .on("line", (line) => {
        if (seen) {
          onRest(`${line}\n`);
        }
        seen = true;
        resolve(line.trim());
      })
      .on("close", () => {
        reject(new Error("could not read policy pack port: it ended before it printed one"));
      });
    pack.once("error", reject);
  });
}

/** Packs older than that call learn all from their environment. */
function ignoreUnimplemented(thrown: unknown): void {
  if (asServiceError(thrown).code !== status.UNIMPLEMENTED) {
    throw thrown;
  }
}

function asServiceError(thrown: unknown): Partial<ServiceError> & { code: status } {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "number") {
    return thrown as Partial<ServiceError> & { code: status };
  }
  return { code: status.UNKNOWN, details: thrown instanceof Error ? thrown.message : String(thrown) };
}
