import type { QueryClient } from "@tanstack/react-query";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { generationKeys, type Live } from "./queries";

/** For `catch` behind an action: there is no answer, perhaps because the server was updated and has other actions now. */
export const unanswered = (client: QueryClient) => (error: unknown) => {
  if (unstable_isUnrecognizedActionError(error)) {
    client.setQueryData<Live>(generationKeys.live, (live) => live && { ...live, outdated: true });
  }
  return null;
};
