import { z } from "zod";

/** Days and months are UTC's: all processes, and the bill, agree on them. */
export const Period = z.enum(["day", "month"], "Choose a day or a month.");
export type Period = z.output<typeof Period>;

/** When the period that `now` lies in began. */
export const startOf = (period: Period, now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), period === "day" ? now.getUTCDate() : 1));

/** When the next one begins. */
export const endOf = (period: Period, now: Date): Date =>
  period === "day"
    ? new Date(startOf("day", now).getTime() + 24 * 60 * 60_000)
    : new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
