import { healthProblem } from "@/lib/health";
import { statusOf } from "../status";

/** Public: for supervisors, who end a process that is not well. */
export const GET = (): Response => statusOf(healthProblem());
