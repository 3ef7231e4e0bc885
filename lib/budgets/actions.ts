"use server";

import { authedAction, authedFormAction } from "@/lib/auth/door";
import * as clear from "./clear";
import { ClearBudget, SetBudget } from "./schema";
import * as set from "./set";

export const setBudget = authedFormAction(SetBudget, set.setBudget);
export const clearBudget = authedAction(ClearBudget, clear.clearBudget);
