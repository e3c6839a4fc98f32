/** Frames between the two processes; their form stands in host/frames.cs. */

/** What the process says. */
export interface Answer {
  readonly message: Record<string, unknown>;
  readonly blob: Buffer | undefined;
}

export function writeFrame(message: Record<string, unknown>, blobs: readonly Buffer[]): Buffer {
  const json = Buffer.from(JSON.stringify({ ...message, blobs: blobs.map((blob) => blob.length) }));
  const size = blobs.reduce((sum, blob) => sum + blob.length, json.length + 4);
  const head = Buffer.allocUnsafe(8);
  head.writeInt32LE(size, 0);
  head.writeInt32LE(json.length, 4);
  return Buffer.concat([head, json, ...blobs], size + 4);
}

/** Cuts a stream into frames. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly onAnswer: (answer: Answer) => void) {}

  push(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= 4) {
      const end = 4 + this.rest.readInt32LE(0);
      if (this.rest.length < end) return;
      const jsonEnd = 8 + this.rest.readInt32LE(4);
      const message = JSON.parse(this.rest.toString("utf8", 8, jsonEnd)) as Record<string, unknown>;
      const blob = message.blob === null ? undefined : Buffer.from(this.rest.subarray(jsonEnd, end));
      this.rest = this.rest.subarray(end);
      this.onAnswer({ message, blob });
    }
  }
}
