"use server";

import { authedAction } from "@/lib/auth/door";
import { favorite } from "./favorite";
import { restore } from "./restore";
import { Pictures, SetFavorite } from "./schema";
import { trash } from "./trash";

export const setFavorite = authedAction(SetFavorite, favorite);
export const trashImages = authedAction(Pictures, trash);
export const restoreImages = authedAction(Pictures, restore);
