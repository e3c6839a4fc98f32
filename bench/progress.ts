/** Tells what is being measured; on stderr, so that the result can be kept apart. */
export type Progress = (message: string) => void;

/** Each message with the seconds since the start. */
export function progressTo(stream: NodeJS.WritableStream): Progress {
  const begun = performance.now();
  return (message) => {
    stream.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${message}\n`);
  };
}
