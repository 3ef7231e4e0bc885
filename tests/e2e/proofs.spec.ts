import { expect, test } from "@playwright/test";
import { proveShortly } from "@/tests/support/proof";

test("a server that is killed again and again under traffic loses nothing and pays nothing twice [B3, B4, B5]", async () => {
  test.setTimeout(250_000);
  expect(await proveShortly("server")).toBe("Held.");
});

test("a server hands its work to the next one when it is asked to go [B23]", async () => {
  test.setTimeout(250_000);
  expect(await proveShortly("deploy")).toBe("Held.");
});
