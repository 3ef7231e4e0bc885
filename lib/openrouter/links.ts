/** OpenRouter's pages that messages send people to. */
export const OPENROUTER_SETTINGS = {
  home: "https://openrouter.ai/settings",
  credits: "https://openrouter.ai/settings/credits",
  keys: "https://openrouter.ai/settings/keys",
  privacy: "https://openrouter.ai/settings/privacy",
} as const;
