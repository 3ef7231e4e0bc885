import { readyProblem } from "@/lib/health";
import { statusOf } from "../status";

/** Public: for load balancers, who send nobody to a server that is not ready. */
export const GET = async (): Promise<Response> => statusOf(await readyProblem());
