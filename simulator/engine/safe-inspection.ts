/**
 * A Node.js option that keeps a failing child from hanging while it describes its error. The SDK describes errors with
 * `util.inspect(error, { colors: true })`, and that never returns (seen with Node.js 20.20) once a line of the stack
 * names a file directly below `node_modules/` or `node_modules/@scope/`, which is where the SDK's own source maps place
 * its files. Without colours it does return, and our readers want none.
 */
export const SAFE_INSPECTION = `--import=data:text/javascript,${encodeURIComponent(
  `import util from "node:util";
   const inspect = util.inspect;
   util.inspect = Object.assign((value, options) => inspect(value, { ...options, colors: false }), inspect);`,
)}`;
