/** Functions of the program (transforms, hooks) that the engine calls back. */
import * as grpc from "@grpc/grpc-js";
import type { Message } from "google-protobuf";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest, type Callback, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { ask, CHANNEL_OPTIONS } from "./wire";

/** Connections to the callback servers of the program, one for each address. */
export class Callbacks {
  private readonly clients = new Map<string, CallbacksClient>();

  /** Calls a function of the program; answers with the bytes of its response. */
  async call(callback: Callback, request: Message): Promise<Uint8Array> {
    const client = this.client(callback.getTarget());
    const envelope = new CallbackInvokeRequest();
    envelope.setToken(callback.getToken());
    envelope.setRequest(request.serializeBinary());
    const response = await ask<CallbackInvokeResponse>((done) => client.invoke(envelope, done));
    return response.getResponse_asU8();
  }

  close(): void {
    this.clients.forEach((client) => {
      client.close();
    });
    this.clients.clear();
  }

  private client(target: string): CallbacksClient {
    if (target === "") {
      throw new Error("target must be specified");
    }
    const known =
      this.clients.get(target) ?? new CallbacksClient(target, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
    this.clients.set(target, known);
    return known;
  }
}
