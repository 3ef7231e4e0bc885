import type { Sandbox } from "@/lib/sandbox/serve";

/** A key that the sandbox issued, as `limits` say. `by`: the key of the account that it belongs to. */
export async function issueKey({ url }: Sandbox, by: string, limits: object = {}): Promise<string> {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${by}`, "content-type": "application/json" };
    return (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  const { data } = await post("/auth/keys/code", limits);
  return (await post("/auth/keys", { code: data.id })).key;
}

/** What the sandbox's own books say that a key has spent, in US dollars. */
export async function spentBy({ url }: Sandbox, key: string): Promise<number> {
  const answer = await fetch(`${url}/key`, { headers: { authorization: `Bearer ${key}` } });
  return (await answer.json()).data.usage;
}
