"use server";

import * as account from "./account";
import { authedAction, authedFormAction, publicFormAction } from "./door";
import { ChangePassword, ClaimOwner, Nothing, SessionId, SignIn } from "./schema";
import * as entry from "./sign-in";

export const signIn = publicFormAction(SignIn, entry.signIn);
export const setUp = publicFormAction(ClaimOwner, entry.setUp);
export const changePassword = authedFormAction(ChangePassword, account.changePassword);
export const revokeSession = authedAction(SessionId, account.revokeSession);
export const signOutEverywhere = authedFormAction(Nothing, account.signOutEverywhere);

/** For a plain form; open to everybody: who is signed out already only loses a cookie. */
export async function signOut(form: FormData): Promise<void> {
  await signOutHere(null, form);
}
const signOutHere = publicFormAction(Nothing, account.signOut);
