import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LinkedText } from "@/components/image/linked-text";

const links = (text: string) =>
  [...renderToStaticMarkup(createElement(LinkedText, null, text)).matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

describe("an error's sentence", () => {
  it("links OpenRouter's pages, without the full stop behind them", () => {
    expect(
      links("Add credit at https://openrouter.ai/credits; or see https://openrouter.ai/settings/privacy."),
    ).toEqual(["https://openrouter.ai/credits", "https://openrouter.ai/settings/privacy"]);
  });

  it.each([
    "http://openrouter.ai/credits",
    "https://openrouter.ai.evil.example/credits",
    "https://openrouter.ai@evil.example/",
    "https://evil.example/https:/openrouter.ai",
    "javascript:alert(1)",
  ])("leaves %s text", (text) => {
    expect(links(`It said: “${text}”`)).toEqual([]);
  });

  it("shows markup that an upstream sent as the characters it is", () => {
    expect(renderToStaticMarkup(createElement(LinkedText, null, "<b>no</b>"))).toBe("&lt;b&gt;no&lt;/b&gt;");
  });
});
