/** To be imported before anything of Pulumi: documents are read from the project's root, which only the engine knows. */
import path from "node:path";

process.env.PULUMI_NODEJS_ROOT_DIRECTORY = path.join(__dirname, "../..");
