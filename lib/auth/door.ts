import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, type Result, toProblem, toResponse } from "@/lib/errors";
import { log } from "@/lib/log";
import { parse } from "@/lib/parse";
import { isOwnOrigin } from "./origin";
import { requireUser } from "./session";

/** A server action for signed-in people: origin, session, input, verb. Never throws: a refusal is a result. */
export function authedAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  verb: (ctx: Context, input: z.output<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<Result<Data>> {
  return (input) => answered(async () => verb(await contextOfAction(), parse(schema, input)));
}

/** A server action for everybody, called by a form with `useActionState`. */
export function publicFormAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  verb: (input: z.output<Schema>) => Promise<Data>,
): (state: Result<Data> | null, form: FormData) => Promise<Result<Data>> {
  return (_state, form) =>
    answered(async () => {
      checkOrigin(await headers());
      return verb(parse(schema, Object.fromEntries(form)));
    });
}

/** The same for signed-in people. */
export function authedFormAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  verb: (ctx: Context, input: z.output<Schema>) => Promise<Data>,
): (state: Result<Data> | null, form: FormData) => Promise<Result<Data>> {
  return (_state, form) => answered(async () => verb(await contextOfAction(), parse(schema, Object.fromEntries(form))));
}

type Handler<Params> = (ctx: Context, request: Request, params: Params) => Promise<Response>;

/** A route for signed-in people. Its answers are private unless the handler says how long they may be kept. */
export function authedRoute<Params = Record<string, never>>(handler: Handler<Params>) {
  return async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    try {
      if (request.method !== "GET" && request.method !== "HEAD") checkOrigin(request.headers);
      const response = await handler({ user: await requireUser(), actor: "web" }, request, await route.params);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
      return response;
    } catch (error) {
      unstable_rethrow(error);
      note(error);
      const response = toResponse(error);
      response.headers.set("cache-control", "private, no-store");
      return response;
    }
  };
}

async function contextOfAction(): Promise<Context> {
  checkOrigin(await headers());
  return { user: await requireUser(), actor: "web" };
}

function checkOrigin(from: { get(name: string): string | null }): void {
  const arrival = { origin: from.get("origin"), fetchSite: from.get("sec-fetch-site"), host: from.get("host") };
  if (!isOwnOrigin(arrival, env())) {
    throw new AppError(
      "forbidden",
      "This request did not come from Proofsheet's own pages. Set APP_URL to the address you use.",
    );
  }
}

async function answered<Data>(work: () => Promise<Data>): Promise<Result<Data>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    // Redirects are thrown, too.
    unstable_rethrow(error);
    note(error);
    return { ok: false, error: toProblem(error) };
  }
}

function note(error: unknown): void {
  if (!(error instanceof AppError)) log.error("door.unexpected", { id: randomUUID(), error });
}
