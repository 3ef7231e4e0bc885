import { describe, expect, it } from "vitest";
import { isOwnOrigin } from "@/lib/auth/origin";

type Row = [origin: string | null, host: string | null, own: boolean, fetchSite?: string];

function check(rows: Row[], place: { appUrl?: string; host: string }) {
  it.each(rows)("Origin %s to Host %s: %s (Sec-Fetch-Site %s)", (origin, host, own, fetchSite) => {
    expect(isOwnOrigin({ origin, host, fetchSite: fetchSite ?? null }, place)).toBe(own);
  });
}

describe("without APP_URL", () => {
  check(
    [
      ["http://127.0.0.1:3000", "127.0.0.1:3000", true],
      ["http://localhost:3000", "localhost:3000", true],
      ["http://[::1]:3000", "[::1]:3000", true],
      ["http://localhost", "localhost", true],
      ["http://localhost:3000", "127.0.0.1:3000", false],
      ["http://localhost:4000", "localhost:3000", false],
      ["http://evil.example", "localhost:3000", false],
      // A name of somebody else's that resolves to this machine.
      ["http://evil.example:3000", "evil.example:3000", false],
      ["http://localhost.evil.example", "localhost.evil.example", false],
      ["http://127.0.0.1.evil.example", "127.0.0.1.evil.example", false],
      ["null", "localhost:3000", false],
      ["", "localhost:3000", false],
      ["file://", "localhost:3000", false],
      ["localhost:3000", "localhost:3000", false],
      ["http://localhost:3000", null, false],
      [null, "localhost:3000", false],
      [null, "localhost:3000", true, "same-origin"],
      [null, "localhost:3000", false, "same-site"],
      [null, "localhost:3000", false, "none"],
      ["http://evil.example", "localhost:3000", false, "same-origin"],
    ],
    { host: "127.0.0.1" },
  );
});

describe("listening on one address of a home network", () => {
  check(
    [
      ["http://192.168.1.5:3000", "192.168.1.5:3000", true],
      ["http://192.168.1.6:3000", "192.168.1.6:3000", false],
    ],
    { host: "192.168.1.5" },
  );
});

describe("listening on every address", () => {
  check(
    [
      ["http://192.168.1.5:3000", "192.168.1.5:3000", true],
      ["http://evil.example", "192.168.1.5:3000", false],
    ],
    { host: "0.0.0.0" },
  );
});

describe("with APP_URL", () => {
  check(
    [
      ["https://studio.example", "127.0.0.1:3000", true],
      ["https://studio.example", "studio.example", true],
      ["http://studio.example", "studio.example", false],
      ["https://studio.example:8443", "studio.example", false],
      ["https://studio.example.evil.example", "studio.example", false],
      ["http://localhost:3000", "localhost:3000", false],
      ["null", "studio.example", false],
      [null, "studio.example", false],
      [null, "studio.example", true, "same-origin"],
    ],
    { appUrl: "https://studio.example", host: "127.0.0.1" },
  );
});
