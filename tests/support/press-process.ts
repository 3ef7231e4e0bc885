import { startPress } from "@/lib/press/loop";
import type { Step } from "@/lib/steps";

// A process with a press and nothing else, for tests that want several on one library. With arguments its event loop is
// blocked once: at which step, and for how many milliseconds.
const [blockedAt, blockedFor] = process.argv.slice(2);
let left = blockedAt ? 1 : 0;
Object.assign(globalThis, {
  proofsheetStep: (step: Step) => {
    if (step !== blockedAt || left-- <= 0) return;
    process.stdout.write("blocked\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(blockedFor));
  },
});
startPress();
process.stdout.write("started\n");
