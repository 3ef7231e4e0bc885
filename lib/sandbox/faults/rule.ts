import type { PaidExchange } from "../exchange";
import type { Frame, Frames } from "../frames";
import type { Job, Result } from "../job";
import type { Refusal } from "../refusal";

export type TamperMeans = {
  /** A failure in the route's own words, which ends the answer. */
  failure: Frame[];
  exchange: PaidExchange;
  argument: string | undefined;
};

/** One way in which the real service was seen to fail, or may; at most one verb says how. */
export type FaultRule = {
  /** The fact of CONTRACT (§), QUIRKS (Q) or RELIABILITY (A) that it imitates. */
  imitates: string;
  /** Whether the upstream takes money. */
  charges: boolean;
  /** Answers with an error envelope before any work; undefined lets the call pass. */
  refuse?: (exchange: PaidExchange, job: Job) => Refusal | undefined;
  /** Answers in its own way, or not at all, before any work. */
  answer?: (exchange: PaidExchange) => void | Promise<void>;
  /** Changes what the answer says. */
  alter?: (result: Result) => Result;
  /** Changes how the answer is written. */
  tamper?: (frames: Frames, means: TamperMeans) => Frames;
  /** Changes the headers. */
  prepare?: (exchange: PaidExchange) => void;
  /** Milliseconds for which `/generation` answers 404. */
  lookupLagMs?: number;
};
