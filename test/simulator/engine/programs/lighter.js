// What the start leaves out is not there until it is asked for, and whole once it is.
const path = require("node:path");
const { createRequire } = require("node:module");
const pulumi = require("@pulumi/pulumi");

const sdk = createRequire(require.resolve("@pulumi/pulumi"));
const filesOf = (name) => {
  const marker = `${path.sep}node_modules${path.sep}${name.replace("/", path.sep)}${path.sep}`;
  return Object.keys(require.cache).filter((file) => file.includes(marker) && file.endsWith(".js")).length;
};
const before = {
  compiler: filesOf("typescript"),
  packages: filesOf("@npmcli/arborist"),
  traces: filesOf("@opentelemetry/sdk-trace-base"),
};
const { Arborist } = sdk("@npmcli/arborist");
const made = new Arborist({ path: process.cwd() });

exports.before = before;
exports.afterwards = filesOf("@npmcli/arborist") > 1;
exports.works = made.path === process.cwd();
exports.version = pulumi.version;
