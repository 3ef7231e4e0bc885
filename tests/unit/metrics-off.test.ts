import { expect, it } from "vitest";

it("has no metrics where no token is set", async () => {
  const { GET } = await import("@/app/api/metrics/route");
  const response = await GET(
    new Request("http://127.0.0.1/api/metrics", { headers: { authorization: "Bearer undefined" } }),
  );
  expect(response.status).toBe(404);
});
