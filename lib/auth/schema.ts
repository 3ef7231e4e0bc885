import { z } from "zod";
import { Email } from "./email";
import { PASSWORD_MAX, PASSWORD_MIN } from "./limits";

export const NewPassword = z
  .string()
  .min(PASSWORD_MIN, `The password needs at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `The password is longer than ${PASSWORD_MAX} characters.`);

/** What was typed at sign-in: checked against the account, not against today's rules for new passwords. */
const TypedPassword = z.string().max(PASSWORD_MAX, `The password is longer than ${PASSWORD_MAX} characters.`);

export const NewAccount = z.object({ email: Email, password: NewPassword });
export const ClaimOwner = NewAccount.extend({ token: z.string().max(200) });
export const SignIn = z.object({
  email: z.string().max(254, "The e-mail address is too long."),
  password: TypedPassword,
  next: z.string().max(2000).default(""),
});
export const ChangePassword = z.object({ current: TypedPassword, password: NewPassword });
export const SessionId = z.object({ id: z.string().max(100) });
export const Nothing = z.object({});

/** A signed-in browser, for its owner's eyes. `id` names it; it is not what the cookie carries. */
export interface SessionDto {
  id: string;
  /** Such as `Firefox on Windows`. */
  browser: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}
