import { text } from "node:stream/consumers";
import { NewAccount } from "@/lib/auth/schema";
import { addUser } from "@/lib/auth/setup";
import { prepareLibrary } from "@/lib/library";
import { parse } from "@/lib/parse";
import type { Command, USER } from "../commands";
import { EXIT, UsageError } from "../terminal";

/** Makes an account without a browser, the owner's while there is none. */
export const addAccount: Command<typeof USER> = async ({ values }, { say, stdin }) => {
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
};
