import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askToWait } from "@/scripts/wait.mjs";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(askToWait).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

it("answers a browser that comes during the build with a page that reloads", async () => {
  const response = await fetch(`${origin}/studio`);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toMatch(/<meta http-equiv="refresh".*Proofsheet is being built/s);
});

it("tells a supervisor that the program is starting", async () => {
  const response = await fetch(`${origin}/api/health`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "unavailable", reason: "starting" });
});
