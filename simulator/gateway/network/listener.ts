/** The gateway's port: what is no request gets a well-formed answer too, and closing leaves no connection behind. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A gateway that listens. */
export interface ListeningGateway {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Listens on loopback. Requests with conflicting lengths are refused by Node's parser, which is never the lenient one. */
export function listen(port: number, handle: RequestListener): Promise<ListeningGateway> {
  const server = createServer({ insecureHTTPParser: false, keepAliveTimeout: 30_000 }, handle);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  answerWhatIsNoRequest(server);
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.close(() => {
        closed();
      });
      for (const socket of sockets) {
        socket.destroy();
      }
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ origin: `http://127.0.0.1:${taken}`, close });
    });
  });
}

/** What Node's parser refuses, and tunnels, get a well-formed answer too. */
function answerWhatIsNoRequest(server: Server): void {
  const close = (socket: { writable: boolean; end(text: string): void; destroy(): void }, status: string): void => {
    if (socket.writable) {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    } else {
      socket.destroy();
    }
  };
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const status =
      error.code === "HPE_HEADER_OVERFLOW"
        ? "431 Request Header Fields Too Large"
        : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
          ? "408 Request Timeout"
          : "400 Bad Request";
    close(socket, status);
  });
  server.on("connect", (_request, socket: Socket) => {
    close(socket, "405 Method Not Allowed");
  });
}
