import { create } from "@/lib/generations/create";
import { startPress } from "@/lib/press/loop";
import type { Step } from "@/lib/steps";
import type { Order, Report } from "./worker";

// A process with a press and a door, for the proving ground. It does nothing before the first order, so that it can wait
// for its turn with everything loaded.
const tell = (report: Report) => process.send?.(report);

function dieAt(step: Step, passage: number): void {
  let passages = 0;
  Object.assign(globalThis, {
    proofsheetStep: (passed: Step) => {
      if (passed === step && ++passages === passage) process.kill(process.pid, "SIGKILL");
    },
  });
}

process.on("message", async (order: Order) => {
  if (order.kind === "start") {
    if (order.dieAt) dieAt(order.dieAt.step, order.dieAt.passage);
    startPress();
    tell({ kind: "started" });
    return;
  }
  try {
    await create(order.ctx, order.input);
    tell({ kind: "accepted", setId: order.input.setId });
  } catch (error) {
    tell({ kind: "refused", setId: order.input.setId, reason: String(error) });
  }
});
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error) =>
    tell({ kind: "broken", reason: error instanceof Error ? (error.stack ?? "") : String(error) }),
  );
}
tell({ kind: "ready" });
