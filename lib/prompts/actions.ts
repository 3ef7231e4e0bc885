"use server";

import { authedAction } from "@/lib/auth/door";
import { deleteTemplate as remove } from "./delete-template";
import { saveTemplate as save } from "./save-template";
import { SaveTemplate, TemplateId } from "./schema";

export const saveTemplate = authedAction(SaveTemplate, save);
export const deleteTemplate = authedAction(TemplateId, remove);
