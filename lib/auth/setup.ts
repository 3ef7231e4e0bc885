import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { z } from "zod";
import { db, isUniqueViolation } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { ensureOwner } from "./owner";
import { hashPassword } from "./password";
import type { ClaimOwner, NewAccount } from "./schema";

const DAY_MS = 24 * 60 * 60 * 1000;
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");
const unclaimed = { role: "owner", email: null };

/**
 * A link that sets up the owner's account, valid a day and once; an older one stops working. Null once there is an owner.
 * Only the token's hash is kept.
 */
export async function createSetupLink(origin: string): Promise<string | null> {
  if ((await ensureOwner()).claimed) return null;
  const token = randomBytes(24).toString("base64url");
  await db().$transaction([
    db().oneTimeToken.deleteMany({ where: { purpose: "setup" } }),
    db().oneTimeToken.create({
      data: { hash: hashOf(token), purpose: "setup", expiresAt: new Date(Date.now() + DAY_MS) },
    }),
  ]);
  return `${origin}/setup?token=${token}`;
}

/** What the set-up page should show for this token. */
export async function setupState(token: string): Promise<"ready" | "expired" | "done"> {
  if ((await ensureOwner()).claimed) return "done";
  const row = await db().oneTimeToken.findUnique({ where: { hash: hashOf(token) } });
  return row && row.purpose === "setup" && row.expiresAt > new Date() ? "ready" : "expired";
}

/** Gives the owner's account to whoever holds the link: one of fifty at once. Returns the owner's id. */
export async function claimOwner({ token, email, password }: z.output<typeof ClaimOwner>): Promise<string> {
  if ((await setupState(token)) !== "ready") throw spent();
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    const { count } = await tx.oneTimeToken.deleteMany({
      where: { hash: hashOf(token), purpose: "setup", expiresAt: { gt: new Date() } },
    });
    const claimed = count === 1 && (await tx.user.updateMany({ where: unclaimed, data: { email, passwordHash } }));
    if (!claimed || claimed.count === 0) throw spent();
    return (await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } })).id;
  });
}

const spent = () =>
  new AppError("forbidden", "This link was used or has run out. Start Proofsheet again: it prints a new one.");

/**
 * Adds an account on the word of whoever can read the data folder: the owner's while nobody has it, else a member's.
 * Throws `conflict` for an e-mail that is taken.
 */
export async function addUser({ email, password }: z.output<typeof NewAccount>): Promise<{ role: "owner" | "member" }> {
  await ensureOwner();
  const passwordHash = await hashPassword(password);
  try {
    const { count } = await db().user.updateMany({ where: unclaimed, data: { email, passwordHash } });
    if (count === 1) return { role: "owner" };
    await db().user.create({ data: { email, passwordHash, role: "member" } });
    return { role: "member" };
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError("conflict", `There is an account with the e-mail ${email} already.`);
    throw error;
  }
}
