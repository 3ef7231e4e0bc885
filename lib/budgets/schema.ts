import { z } from "zod";
import { Email } from "@/lib/auth/email";
import { NANO } from "@/lib/money";
import { Period } from "./period";

/** Whom a budget binds: all spending, one person's, or what one key pays for. */
export const Scope = z.enum(["instance", "person", "key"], "Choose whom the budget binds.");
export type Scope = z.output<typeof Scope>;

/** `email`: whose, of a person's budget; of a key's the person's own key, the studio's where there is none. */
const Whose = { scope: Scope, email: z.union([z.literal("").transform(() => undefined), Email]).optional() };

/** US dollars, as people type them, in nano-dollars. */
const Amount = z
  .string()
  .trim()
  .regex(/^\$?\d{1,6}(\.\d{1,9})?$/, "Write an amount in US dollars, such as 20 or 2.50.")
  .transform((text) => Math.round(Number(text.replace("$", "")) * NANO));

export const SetBudget = z.object({ ...Whose, period: Period, amount: Amount });
export const ClearBudget = z.object({ ...Whose, period: Period });

/** A budget and where it stands. Money is in nano-dollars. */
export interface BudgetDto {
  scope: Scope;
  /** Whose it is; null: the studio's. */
  email: string | null;
  period: Period;
  amount: number;
  /** By the ledger, in this period. */
  spent: number;
  /** Held for what is queued, under way or unknown. */
  reserved: number;
  /** ISO 8601. */
  renewsAt: string;
}
