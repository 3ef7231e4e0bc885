import { describe, expect, it } from "vitest";
import { ChatAnswer } from "@/lib/openrouter/chat-answer";
import { Span } from "@/lib/openrouter/json-skeleton";

const PNG = "data:image/png;base64,iVBORw0KGgo=";
const object = (url: unknown) => ({ type: "image_url", image_url: { url }, index: 0 });

/** What the documents come to, put together as the press does. */
function read(...values: unknown[]): ChatAnswer {
  const answer = new ChatAnswer();
  for (const value of values) answer.add({ value });
  answer.end();
  return answer;
}

const message = (more: object, ending: object = { finish_reason: "stop" }) =>
  read({ choices: [{ message: { role: "assistant", content: null, ...more }, ...ending }] });
const delta = (more: object, ending: object = { finish_reason: null }) => ({ choices: [{ delta: more, ...ending }] });

const pictures = (answer: ChatAnswer) => answer.images.map(({ payload }) => payload);

describe("a picture", () => {
  it.each<[where: string, more: object]>([
    ["images, as an object", { images: [object(PNG)] }],
    ["images, as a string", { images: [PNG] }],
    ["images, with the address at once", { images: [{ type: "image_url", image_url: PNG }] }],
    ["images, as bare base64", { images: [{ b64_json: PNG }] }],
    ["a part of the content", { content: [{ type: "text", text: "Here:" }, object(PNG)] }],
    ["the content itself", { content: PNG }],
  ])("is found in %s, buffered and streamed", (_where, more) => {
    expect(pictures(message(more))).toEqual([PNG]);
    const streamed = read(delta({ role: "assistant", content: "Wait." }), delta(more, { finish_reason: "stop" }));
    expect(pictures(streamed)).toEqual([PNG]);
  });

  it("is found in the content when it lies in the file, and words that lie there are none", () => {
    const picture = new Span(10, 90_000, "data:image/png;base64,iVBORw0KGg");
    expect(pictures(message({ content: picture }))).toEqual([picture]);
    expect(pictures(message({ content: new Span(10, 90_000, "Once upon a time there was") }))).toEqual([]);
  });

  it("is put together when its data URL comes in pieces of text", () => {
    const answer = read(
      delta({ content: "Here it is." }),
      delta({ content: "data:image/png;base64,iVBO" }),
      delta({ content: "Rw0KGgo=" }),
      delta({ content: " Do you like it?" }, { finish_reason: "stop" }),
    );
    expect(pictures(answer)).toEqual([PNG]);
    expect(answer.text).toBe("Here it is. Do you like it?");
  });

  it("comes in every chunk that has one, in order, also together with the end", () => {
    const other = PNG.replace("Kg", "Kh");
    const answer = read(
      delta({ images: [object(PNG)] }),
      delta({ images: [object(other)] }, { finish_reason: "stop" }),
    );
    expect(pictures(answer)).toEqual([PNG, other]);
    expect(answer.complete).toBe(true);
  });

  it("that is given by its address is noted, and is none", () => {
    const answer = message({ images: [object("https://cdn.example/a.png"), "http://127.0.0.1/b.png"] });
    expect(answer.images).toEqual([]);
    expect(answer.addresses).toEqual(["https://cdn.example/a.png", "http://127.0.0.1/b.png"]);
  });
});

describe("what is told beside the picture", () => {
  it("is the text, the reason, the provider, the model, the id and the cost", () => {
    const head = { id: "gen-1", provider: "Google AI Studio", model: "google/gemini-3.1-flash-image" };
    const answer = read(
      { ...head, ...delta({ role: "assistant", content: "Here" }) },
      { ...head, ...delta({ content: " it is.", images: [object(PNG)] }) },
      { ...head, ...delta({ content: "" }, { finish_reason: "stop", native_finish_reason: "STOP" }) },
      { ...head, ...delta({ content: "" }), usage: { cost: 0.0687 } },
    );
    expect(answer).toMatchObject({
      text: "Here it is.",
      finishReason: "STOP",
      provider: "Google AI Studio",
      answeredBy: "google/gemini-3.1-flash-image",
      openrouterId: "gen-1",
      cost: 0.0687,
      complete: true,
      error: null,
    });
  });

  it("has its cost in a chunk without a choice as well, and none where it is no number", () => {
    const end = delta({}, { finish_reason: "stop" });
    expect(read(end, { choices: [], usage: { cost: 0.01 } }).cost).toBe(0.01);
    expect(read(end, { usage: { cost: "much" } }).cost).toBeNull();
    expect(read({ usage: { cost: 0 } }, end).cost).toBe(0);
  });

  it("holds a refusal with the words, and not more of them than anybody reads", () => {
    expect(message({ content: "Sorry.", refusal: "I can't help with that." }).text).toBe(
      "Sorry.\nI can't help with that.",
    );
    expect(read(...Array.from({ length: 50 }, () => delta({ content: "x".repeat(2500) }))).text).toHaveLength(20_000);
  });
});

describe("the end", () => {
  it("is told by the reason to stop or a whole message, not by the last event", () => {
    expect(read(delta({ images: [object(PNG)] })).complete).toBe(false);
    expect(read(delta({}, { finish_reason: "length" })).complete).toBe(true);
    expect(message({ content: "words" }, {}).complete).toBe(true);
    expect(read(undefined).complete).toBe(false);
    expect(read({ choices: [] }).complete).toBe(false);
  });
});

describe("an error", () => {
  it.each<[form: string, value: unknown, code: string | number | null]>([
    ["alone", { error: { code: 502, message: "No" } }, 502],
    [
      "with the chunk that ends the stream",
      { ...delta({ content: "" }, { finish_reason: "error" }), error: { code: "server_error", message: "No" } },
      "server_error",
    ],
    ["without a code", { error: { message: "No" } }, null],
    ["in the choice", { choices: [{ finish_reason: "error", error: { code: 429, message: "No" } }] }, 429],
    ["as a text", { error: "No" }, null],
  ])("%s ends the answer", (_form, value, code) => {
    expect(read(delta({ content: "Wait" }), value)).toMatchObject({ complete: true, error: { code, message: "No" } });
  });

  it("behind a picture does not undo the picture", () => {
    const answer = read(delta({ images: [object(PNG)] }), { error: { code: 502, message: "No" } });
    expect(pictures(answer)).toEqual([PNG]);
  });
});

it("takes anything for an answer without throwing", () => {
  for (const value of [null, 5, "x", [], { choices: "no" }, { choices: [null, 5, { message: 5, delta: [] }] }]) {
    expect(read(value)).toMatchObject({ images: [], error: null, complete: false });
  }
});
