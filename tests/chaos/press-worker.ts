import { create } from "@/lib/generations/create";
import { startPress } from "@/lib/press/loop";
import type { Step } from "@/lib/steps";
import type { Order, Report } from "./worker";

// A process with a press and a door, for the proving ground. It does nothing before the first order, so that it can wait
// for its turn with everything loaded.
const tell = (report: Report) => process.send?.(report);

/** Tells of the first claim: from then on there is something to die of. */
function watch(death?: { step: Step; passage: number }): void {
  let [claims, passages] = [0, 0];
  Object.assign(globalThis, {
    proofsheetStep: (passed: Step) => {
      if (passed === death?.step && ++passages === death.passage) process.kill(process.pid, "SIGKILL");
      if (passed === "claimed" && ++claims === 1) tell({ kind: "working" });
    },
  });
}

process.on("message", async (order: Order) => {
  if (order.kind === "start") {
    watch(order.dieAt);
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
// Whoever conducts the proof has gone.
process.on("disconnect", () => process.exit());
tell({ kind: "ready" });
