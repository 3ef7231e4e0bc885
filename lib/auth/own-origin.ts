import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** The address people use, without a trailing slash: APP_URL, else that of the page an action was called from. Behind the door only, which has checked it. */
export async function ownOrigin(): Promise<string> {
  const origin = env().appUrl ?? (await headers()).get("origin");
  if (!origin)
    throw new AppError("invalid", "The browser did not say which page this is. Set APP_URL to the address you use.");
  return origin;
}
