import { randomUUID } from "node:crypto";
import type { EventId, EventStore, JSONRPCMessage, StreamId } from "@modelcontextprotocol/server";

interface StoredEvent {
  readonly id: EventId;
  readonly stream: StreamId;
  readonly message: JSONRPCMessage;
}

/** What a session's streams have sent, kept as long as the session, so that a client can take an interrupted one up. */
export class EventLog implements EventStore {
  private readonly events: StoredEvent[] = [];

  storeEvent(stream: StreamId, message: JSONRPCMessage): Promise<EventId> {
    const id = randomUUID();
    this.events.push({ id, stream, message });
    return Promise.resolve(id);
  }

  getStreamIdForEventId(id: EventId): Promise<StreamId | undefined> {
    return Promise.resolve(this.events.find((event) => event.id === id)?.stream);
  }

  async replayEventsAfter(
    lastId: EventId,
    { send }: { send: (id: EventId, message: JSONRPCMessage) => Promise<void> },
  ): Promise<StreamId> {
    const at = this.events.findIndex((event) => event.id === lastId);
    const stream = this.events[at]?.stream;
    if (stream === undefined) {
      throw new Error("no stream of this session has sent that event");
    }
    for (const event of this.events.slice(at + 1)) {
      // The event that opens a stream carries no message: an empty object, which is none of JSON-RPC's.
      if (event.stream === stream && Object.keys(event.message).length > 0) {
        await send(event.id, event.message);
      }
    }
    return stream;
  }
}
