import type { GenerationDto } from "@/lib/generations/schema";

/** Money in nano-dollars. What the sandbox made is in none of it. */
export interface Buckets {
  /** Paid, and here. */
  delivered: number;
  /** Paid, and not here. */
  notDelivered: number;
  /** What may have been paid: how many, and their estimates together. */
  unknown: { count: number; low: number; high: number /** Of them without an estimate. */; unpriced: number };
}

export interface Month extends Buckets {
  /** `2026-11`, in UTC. */
  month: string;
}

/** Answer of `GET /api/usage`. */
export interface Usage {
  total: Buckets;
  /** Newest first; those without money are left out. */
  months: Month[];
  /** The newest generations whose charge or picture nobody knows of, or that were paid in vain. */
  open: { generation: GenerationDto; dismissed: boolean }[];
  /** How many there are. */
  openCount: number;
}
