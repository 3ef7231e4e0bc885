import { type Random, randomFrom } from "../random";

const FRAMING = [
  "seen from a low angle with the subject slightly off center",
  "in a wide composition with plenty of room around the subject",
  "as a close view with a clear foreground and a soft distance",
  "with strong leading lines that draw the eye to the subject",
];
const LIGHT = [
  "warm light from one side with long, gentle shadows",
  "the even light of an overcast sky",
  "a bright rim of light against a darker background",
  "the soft glow of the hour before sunset",
];
const SURFACE = [
  "fine texture in every surface",
  "clean shapes and crisp edges",
  "visible brush marks and a little grain",
  "tiny imperfections that make it look lived in",
];
const COLOR = [
  "a restrained palette of three colors with one accent",
  "deep shadows and clear, saturated highlights",
  "muted earth tones with a single vivid note",
  "cool tones in the distance and warm ones up close",
];
const MOOD = ["calm and attentive", "playful and light", "quietly dramatic", "fresh and optimistic"];

const pick = (random: Random, from: string[]): string => from[Math.floor(random() * from.length)] ?? "";

/** A richer prompt for the same picture: the person's own words first, then composition, light, surface, color and mood. */
export function enrich(prompt: string): string {
  const random = randomFrom(`enrich ${prompt}`);
  const subject = prompt.trim().replace(/[\s.!,;]+$/, "");
  const [framing, light, surface, color] = [FRAMING, LIGHT, SURFACE, COLOR].map((list) => pick(random, list));
  return (
    `${subject}, ${framing}. Lit by ${light}, with ${surface} and ${color}. ` +
    `The mood is ${pick(random, MOOD)}; nothing in the frame competes with the subject.`
  );
}
