import { text } from "node:stream/consumers";
import { NewAccount } from "@/lib/auth/schema";
import { addUser } from "@/lib/auth/setup";
import { prepareLibrary } from "@/lib/library";
import { parse } from "@/lib/parse";
import { parseFlags } from "../flags";
import { EXIT, type Terminal, UsageError } from "../terminal";

/** `user add`: makes an account without a browser, the owner's while there is none. */
export async function user([verb, ...args]: string[], { say, stdin }: Terminal): Promise<number> {
  if (verb !== "add") throw new UsageError("There is only: user add --email ADDRESS --password-stdin.");
  const { values } = parseFlags(args, { email: { type: "string" }, "password-stdin": { type: "boolean" } }, 0);
  const { email } = values;
  if (!email) throw new UsageError("--email is missing.");
  if (!values["password-stdin"]) {
    throw new UsageError("--password-stdin is missing: a password among the arguments could be read by others.");
  }
  if (stdin.isTTY) say("Type the password, press Enter, then Ctrl+D:");
  const password = (await text(stdin)).replace(/\r?\n$/, "");
  const account = parse(NewAccount, { email, password });
  prepareLibrary();
  const { role } = await addUser(account);
  say(role === "owner" ? `${account.email} is now the owner.` : `${account.email} has an account now.`);
  return EXIT.ok;
}
