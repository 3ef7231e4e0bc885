import "server-only";
import { createHmac } from "node:crypto";
import { authSecret } from "@/lib/secrets";

/** `user` of a request: the person, without telling who it is; the attempt, to find the call by. */
export function upstreamUser(userId: string, attemptId: string): string {
  return `${createHmac("sha256", authSecret()).update(userId).digest("hex").slice(0, 32)}.${attemptId}`;
}
