import { randomUUID } from "node:crypto";
import { serveSandbox } from "@/lib/sandbox/serve";
import { expect, test } from "@/tests/support/browser";
import { makePerson, makePictures, signIn } from "@/tests/support/person";
import { Server } from "@/tests/support/server";

test.describe("somebody else's picture", () => {
  // Asked for on purpose, and refused.
  test.use({ expected: [/404/] });

  test("a second account sees none of the first one's, and its ids answer like ids that do not exist", async ({
    page,
    server,
    person,
  }) => {
    const owner = await makePerson(server);
    const { generations } = await makePictures(server, owner, "a secret garden");
    const imageId = generations[0]?.images[0]?.id;
    const generationId = generations[0]?.id;

    await page.goto("/gallery");
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.content(), person.email).not.toContain("secret garden");
    await page.goto("/studio");
    expect(await page.content()).not.toContain("secret garden");

    const paths = (image: unknown, generation: unknown) => [
      `/api/images/${image}`,
      `/api/images/${image}/file`,
      `/api/images/${image}/thumb`,
      `/api/generations/${generation}/preview?v=1`,
    ];
    const theirs = paths(imageId, generationId);
    const nobodys = paths(randomUUID(), randomUUID());
    for (const [index, path] of theirs.entries()) {
      const answer = await page.request.get(path);
      const missing = await page.request.get(nobodys[index] ?? "");
      expect(answer.status(), path).toBe(404);
      expect(await answer.text(), path).toBe(await missing.text());
    }
    await page.goto(`/gallery/${imageId}`);
    await expect(page.getByRole("img", { name: "a secret garden" })).toHaveCount(0);
  });
});

test.describe("without an account", () => {
  test.use({ expected: [/401/] });

  test("a stranger is sent to sign in and reads nothing", async ({ page, server }) => {
    const owner = await makePerson(server);
    const { generations } = await makePictures(server, owner, "a walled city");
    for (const path of ["/studio", "/gallery", "/settings", `/gallery/${generations[0]?.images[0]?.id}`]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in/);
    }
    for (const path of ["/api/gallery", "/api/sets", "/api/models", "/api/generations/changes"]) {
      expect((await page.request.get(path)).status(), path).toBe(401);
    }
  });
});

test("the key reaches no page, no script and no answer", async ({ page }) => {
  const key = `sk-or-v1-${"5ec2e7".repeat(10)}`;
  const openrouter = await serveSandbox({ latency: "none", key });
  const server = await Server.start({ OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: openrouter.url });
  try {
    const bodies: string[] = [];
    page.on("response", async (response) => {
      const body = await response.body().catch(() => Buffer.of());
      bodies.push(`${JSON.stringify(response.headers())} ${body.toString("latin1")}`);
    });
    await signIn(page, await makePerson(server), server.origin);
    // With a key nothing is pretended.
    await expect(page.getByText("Sandbox:")).toHaveCount(0);
    await page.getByRole("textbox", { name: "Prompt" }).fill("a paper boat");
    await page.getByRole("button", { name: /^Generate/ }).click();
    await expect(page.getByRole("img", { name: /a paper boat/ }).first()).toBeVisible();
    for (const path of ["/gallery", "/settings"]) {
      await page.goto(server.origin + path, { waitUntil: "networkidle" });
    }
    expect(openrouter.ledger.length).toBeGreaterThan(0);
    expect(bodies.length).toBeGreaterThan(10);
    expect(bodies.filter((body) => body.includes("5ec2e7"))).toEqual([]);
  } finally {
    await server.stop();
    await openrouter.close();
  }
});
