import { describe, expect, it } from "vitest";
import { balanceLine } from "@/lib/settings/balance-line";
import type { Account, Balance } from "@/lib/settings/schema";

const DOLLAR = 1e9;
const account: Account = { label: "", used: 1.2 * DOLLAR, limit: null, credit: null, expiresAt: null };
const line = (change: Partial<Account>) => balanceLine(own({ account: { ...account, ...change } }));
const own = (change: Partial<Balance>): Balance => ({ payer: "own", last4: "1c96", account, problem: null, ...change });
const limit = (left: number) => ({ amount: 20 * DOLLAR, left, resets: null });

describe("the balance in a few characters", () => {
  it("is what is left: the smaller of the key's limit and the account's credit", () => {
    expect(line({ limit: limit(12.34 * DOLLAR) })).toBe("$12.34 left");
    expect(line({ credit: 3 * DOLLAR })).toBe("$3.00 left");
    expect(line({ credit: 3 * DOLLAR, limit: limit(12 * DOLLAR) })).toBe("$3.00 left");
    expect(line({ credit: 30 * DOLLAR, limit: limit(0) })).toBe("$0 left");
  });

  it("is what was used where nobody says what is left", () => {
    expect(line({})).toBe("$1.20 used");
  });

  it("is who pays where no figure is this person's business, and a word of warning where something is wrong", () => {
    expect(balanceLine(own({ payer: "studio", account: null }))).toBe("Studio's key");
    expect(balanceLine(own({ payer: "sandbox", account: null }))).toBeNull();
    expect(balanceLine(own({ account: null, problem: "It is refused." }))).toBe("Check the key");
  });
});
