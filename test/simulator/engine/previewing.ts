/** Previews a program in a process of its own, so that a test can kill that process. */
import { previewAgain } from "./fixture";

void previewAgain(process.argv[2] ?? "empty");
