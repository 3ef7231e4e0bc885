import { clearBudget } from "@/lib/budgets/clear";
import { listBudgets } from "@/lib/budgets/list";
import { type BudgetDto, ClearBudget, SetBudget } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/set";
import { formatUsd } from "@/lib/money";
import { parse } from "@/lib/parse";
import { openLibrary } from "../account";
import type { BUDGET, BUDGETS, Command } from "../commands";
import { table } from "../table";
import { EXIT, UsageError } from "../terminal";

const whose = (values: { key: boolean; person: string | undefined; period: "day" | "month" | undefined }) => ({
  scope: values.key ? "key" : values.person ? "person" : "instance",
  email: values.person,
  period: values.period ?? "month",
});

export const set: Command<typeof BUDGET> = async ({ values, rest: [amount] }, { say }) => {
  if (amount === undefined) throw new UsageError("How many US dollars?");
  const budget = parse(SetBudget, { ...whose(values), amount });
  await setBudget(await openLibrary(undefined), budget);
  say(`${nameOf({ ...budget, email: budget.email ?? null })}: ${formatUsd(budget.amount)} a ${budget.period} (UTC).`);
  return EXIT.ok;
};

export const clear: Command<typeof BUDGET> = async ({ values }, { say }) => {
  const budget = parse(ClearBudget, whose(values));
  await clearBudget(await openLibrary(undefined), budget);
  say(`${nameOf({ ...budget, email: budget.email ?? null })}: no budget a ${budget.period} any more.`);
  return EXIT.ok;
};

export const list: Command<typeof BUDGETS> = async ({ values }, { out, say, width }) => {
  const budgets = await listBudgets(await openLibrary(values.as));
  if (values.json) {
    out(JSON.stringify(budgets.map(report)));
    return EXIT.ok;
  }
  if (budgets.length === 0) say("No budget is set.");
  const columns = [
    { title: "WHOSE", cell: nameOf, rank: 0 },
    { title: "A", cell: ({ period }: BudgetDto) => period, rank: 0 },
    { title: "BUDGET", cell: ({ amount }: BudgetDto) => formatUsd(amount), right: true, rank: 0 },
    { title: "SPENT", cell: ({ spent }: BudgetDto) => formatUsd(spent), right: true, rank: 1 },
    { title: "HELD", cell: ({ reserved }: BudgetDto) => formatUsd(reserved), right: true, rank: 2 },
    { title: "LEFT", cell: (one: BudgetDto) => formatUsd(left(one)), right: true, rank: 0 },
  ];
  if (budgets.length > 0) for (const line of table(columns, budgets, width)) out(line);
  return EXIT.ok;
};

const left = ({ amount, spent, reserved }: BudgetDto) => Math.max(0, amount - spent - reserved);

const nameOf = ({ scope, email }: Pick<BudgetDto, "scope" | "email">): string =>
  scope === "instance"
    ? "the studio"
    : scope === "key"
      ? email
        ? `the key of ${email}`
        : "the studio's key"
      : (email ?? "the owner");

const report = (budget: BudgetDto) => ({
  scope: budget.scope,
  email: budget.email,
  period: budget.period,
  amount_usd: budget.amount / 1e9,
  spent_usd: budget.spent / 1e9,
  reserved_usd: budget.reserved / 1e9,
  left_usd: left(budget) / 1e9,
  renews_at: budget.renewsAt,
});
