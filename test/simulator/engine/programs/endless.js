const { spawn } = require("node:child_process");

const grandchild = spawn("sleep", ["7391"], { stdio: "ignore" });
console.error(`grandchild ${grandchild.pid}`);
for (;;) {
  // Never lets the event loop turn.
}
