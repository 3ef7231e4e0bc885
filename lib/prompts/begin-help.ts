import "server-only";
import { db, type Prisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { endLostHelp } from "./end-lost";

/** Milliseconds: no call lasts longer. */
const CALL_MS = 130_000;

type Begun = Pick<Prisma.PromptHelpUncheckedCreateInput, "userId" | "kind" | "model" | "input" | "keyRef">;

/**
 * Writes a call down before it leaves the machine: one at a time for each person, whichever process or tab asks. Throws
 * `conflict` while another one is under way. One whose process died stands in the way no longer than it could have lasted.
 */
export async function begin(call: Begun): Promise<{ id: string }> {
  await endLostHelp();
  return db().$transaction(async (tx) => {
    const under = { userId: call.userId, status: "running", createdAt: { gt: new Date(Date.now() - CALL_MS) } };
    if (await tx.promptHelp.count({ where: under })) {
      throw new AppError(
        "conflict",
        "Another prompt is being worked on for you. Nothing was sent; wait until it is there.",
      );
    }
    return tx.promptHelp.create({ data: { ...call, status: "running" }, select: { id: true } });
  });
}
