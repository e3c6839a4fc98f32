/** Between protobuf's messages and plain values. */
import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JsonObject } from "../../plan/format";
import type { Properties } from "./values";

/** As many bytes as Pulumi itself allows in a message (400 MB). Source: @pulumi/pulumi, runtime/settings. */
export const CHANNEL_OPTIONS: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": 1024 * 1024 * 400,
  "grpc.max_send_message_length": 1024 * 1024 * 400,
};

/** The properties in a message; none when the field is not set. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** A message with these properties. */
export function toStruct(properties: Readonly<Properties> | JsonObject): Struct {
  return Struct.fromJavaScript(properties);
}

/** A handler of one call: what it returns is answered, what it throws is told to the caller as the call's error. */
export function unary<Request, Response>(
  handler: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handler(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (thrown: unknown) => {
          const message = thrown instanceof Error ? thrown.message : String(thrown);
          callback({ code: grpc.status.UNKNOWN, details: message });
        },
      );
  };
}

/** Makes one call of a client and waits for its answer. */
export function ask<Response>(
  call: (callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
}

/** Serves on a free loopback port; answers with the address. */
export function listen(server: grpc.Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) {
        reject(error);
      } else {
        resolve(`127.0.0.1:${String(port)}`);
      }
    });
  });
}
