"use server";

import { authedAction } from "@/lib/auth/door";
import { cancel } from "./cancel";
import { create } from "./create";
import { dismiss } from "./dismiss";
import { fetchPaid } from "./fetch-paid";
import { resume } from "./resume";
import { resumeKey } from "./resume-key";
import { CreateGenerations, GenerationId, ResumeKey } from "./schema";

export const createGenerations = authedAction(CreateGenerations, create);
export const cancelGeneration = authedAction(GenerationId, cancel);
export const resumeGeneration = authedAction(GenerationId, resume);
export const fetchPaidResult = authedAction(GenerationId, fetchPaid);
export const resumePausedKey = authedAction(ResumeKey, resumeKey);
export const dismissGeneration = authedAction(GenerationId, dismiss);
