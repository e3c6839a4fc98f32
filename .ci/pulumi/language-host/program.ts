/** Runs a Pulumi program. */
import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { ending, startGenuine } from "./child";

/** The runner's exit status once it has told the user what went wrong. Source: @pulumi/pulumi, cmd/run/index.js. */
const ALREADY_REPORTED = 32;

/** Runs the program to its end and says how it ended, in the words of the real host. */
export async function runProgram(engine: string, request: RunRequest): Promise<RunResponse> {
  const info = request.getInfo();
  const programDirectory = info?.getProgramDirectory() ?? request.getPwd();
  const child = startGenuine({
    command: "run",
    folder: programDirectory,
    args: [
      ...["--monitor", request.getMonitorAddress(), "--engine", engine],
      ...[
        "--organization",
        request.getOrganization(),
        "--project",
        request.getProject(),
        "--stack",
        request.getStack(),
      ],
      ...["--root-directory", info?.getRootDirectory() ?? request.getPwd(), "--pwd", programDirectory],
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...["--parallel", String(request.getParallel())],
      info?.getEntryPoint() ?? ".",
      ...request.getArgsList(),
    ],
    cwd: request.getPwd(),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(configuration(request)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList().map(runnerKey)),
      PULUMI_NODEJS_TYPESCRIPT: String(info?.getOptions()?.toJavaScript().typescript !== false),
    },
    piped: false,
  });
  const status = await ending(child);
  const response = new RunResponse();
  if (status === ALREADY_REPORTED) {
    response.setBail(true);
  } else if (status !== 0) {
    response.setError(`Program exited with non-zero exit code: ${String(status)}`);
  }
  return response;
}

function configuration(request: RunRequest): Record<string, string> {
  const values: Record<string, string> = {};
  request.getConfigMap().forEach((value: string, key: string) => {
    values[runnerKey(key)] = value;
  });
  return values;
}

/** `namespace:key` as the runner wants it: `namespace:config:key`. */
function runnerKey(key: string): string {
  const [namespace = "", ...name] = key.split(":");
  return `${namespace}:config:${name.join(":")}`;
}
