import type { PaidExchange } from "../exchange";
import type { Frame, Frames } from "../frames";
import type { Job, Result } from "../job";
import type { Refusal } from "../refusal";

export type TamperMeans = {
  /** A failure in the route's own words, which ends the answer. */
  failure: Frame[];
  exchange: PaidExchange;
  argument: string | undefined;
  streaming: boolean;
};

/** An object of the answer: the whole body, or one event of a stream. */
export type Payload = Record<string, unknown>;

/** One way in which the real service was seen to fail or to surprise; few verbs say how. */
export type FaultRule = {
  /** What happens, in one line. */
  says: string;
  /** Whether the upstream takes money. */
  charges: boolean;
  /** The only route on which it can happen. */
  on?: "/chat/completions" | "/images";
  /** Changes what the model is asked for. */
  plan?: (job: Job) => Job;
  /** Answers with an error envelope before any work; undefined lets the call pass. */
  refuse?: (exchange: PaidExchange, job: Job, argument: string | undefined) => Refusal | undefined;
  /** Answers in its own way, or not at all, before any work. */
  answer?: (exchange: PaidExchange) => void | Promise<void>;
  /** Changes what the answer says. */
  alter?: (result: Result, argument: string | undefined) => Result | Promise<Result>;
  /** Changes how the route puts it: the one body, or the events of a stream. */
  reword?: (payloads: Payload[], exchange: PaidExchange) => Payload[];
  /** Changes how the answer is written. */
  tamper?: (frames: Frames, means: TamperMeans) => Frames;
  /** Changes the headers. */
  prepare?: (exchange: PaidExchange) => void;
  /** The response cache does not keep the answer. */
  forgets?: boolean;
  /** Changes what `/generation` tells about the call. */
  lookUp?: LookUp;
};

export type LookUp = {
  /** Milliseconds for which the look-up answers 404. */
  lagMs?: number;
  /** Answers this status instead of the record. */
  status?: number;
  /** US dollars that it tells instead of the truth. */
  cost?: number;
};
