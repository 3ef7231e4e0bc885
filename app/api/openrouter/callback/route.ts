import { currentUser } from "@/lib/auth/session";
import { finishSignIn } from "@/lib/settings/finish-sign-in";

/** Where OpenRouter sends the browser back to. It goes on to a page at once: the code leaves the address bar. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const answer = { state: query.get("state") ?? "", code: query.get("code") };
  const user = await currentUser();
  const outcome = user ? await finishSignIn({ user, actor: "web" }, answer) : "signed-out";
  return new Response(null, {
    status: 303,
    headers: {
      location: `/settings?openrouter=${outcome}`,
      "cache-control": "private, no-store",
    },
  });
}
