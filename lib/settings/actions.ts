"use server";

import { authedAction, authedFormAction } from "@/lib/auth/door";
import { Nothing } from "@/lib/auth/schema";
import * as signIn from "./begin-sign-in";
import * as paste from "./paste-key";
import * as remove from "./remove-key";
import { PasteKey } from "./schema";

export const pasteKey = authedFormAction(PasteKey, paste.pasteKey);
export const removeKey = authedAction(Nothing, remove.removeKey);
export const beginSignIn = authedAction(Nothing, signIn.beginSignIn);
