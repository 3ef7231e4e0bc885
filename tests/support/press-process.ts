import { startPress } from "@/lib/press/loop";

// A process with a press and nothing else, for tests that want several on one library.
startPress();
process.stdout.write("started\n");
