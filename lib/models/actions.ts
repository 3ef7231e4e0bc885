"use server";

import { authedAction } from "@/lib/auth/door";
import { Nothing } from "@/lib/auth/schema";
import { addModel as add } from "./add";
import { refreshModels as refresh } from "./refresh";
import { removeAddedModel as remove } from "./remove";
import { AddModel } from "./schema";

export const addModel = authedAction(AddModel, add);
export const removeAddedModel = authedAction(AddModel, remove);
export const refreshModels = authedAction(Nothing, refresh);
