/** Why all jobs of a key are paused together: one that goes through frees the others. */
export const KEY_WIDE = ["unauthorized", "no_credits", "key_limit", "budget"] as const;
