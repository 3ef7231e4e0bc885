import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import { networkOf } from "@/lib/auth/address";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:1:2::6", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

/** What a server in this process takes for the address of a request that claims another one. */
async function addressSeen(variables: Record<string, string>, forwardedFor: string): Promise<string> {
  Object.assign(process.env, variables);
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "proofsheetAddressHeader");
  const { clientAddress, watchAddresses } = await import("@/lib/auth/address");
  watchAddresses();
  const server = createServer((request, response) => {
    response.end(clientAddress(new Headers(request.headers as Record<string, string>)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    headers: { "X-Forwarded-For": forwardedFor, Forwarded: "for=198.51.100.1", "X-Real-IP": "198.51.100.1" },
  });
  server.close();
  return answer.text();
}

it("The address is the connection's, whatever the request claims", async () => {
  expect(await addressSeen({ APP_URL: "" }, "198.51.100.1")).toBe("127.0.0.1");
  expect(await addressSeen({ APP_URL: "http://studio.example" }, "198.51.100.1")).toBe("127.0.0.1");
});

it("Behind a TLS proxy the address is the one that the proxy saw", async () => {
  const https = { APP_URL: "https://studio.example" };
  expect(await addressSeen(https, "198.51.100.1, 192.0.2.7")).toBe("192.0.2.7");
  expect(await addressSeen(https, "nonsense")).toBe("127.0.0.1");
});
