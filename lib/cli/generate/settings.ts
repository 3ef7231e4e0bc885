import { readFileSync } from "node:fs";
import { Settings } from "@/lib/models/settings";
import type { Option, Reader, Texts } from "../options";
import { decimal, oneOf, path, text, wholeNumber } from "../readers";
import { UsageError } from "../terminal";

type Chosen = Partial<Settings>;
type Field = Exclude<keyof Settings, "n">;

/** An option for one or more settings. */
interface SettingOption extends Option<Chosen> {
  fields: readonly Field[];
}

type More = Pick<Option, "short" | "also" | "completes">;

/** An option whose last text makes the settings. */
function setting(fields: Field[], value: string, says: string, read: Reader<Chosen>, more: More = {}): SettingOption {
  return {
    fields,
    value,
    says,
    ...more,
    read: (texts, place) => {
      const last = texts.at(-1);
      return last === undefined ? {} : read(last, place);
    },
  };
}

const single = <F extends Field>(field: F, value: string, says: string, read: Reader<Settings[F]>, more?: More) =>
  setting([field], value, says, (given, place) => ({ [field]: read(given, place) }), more);

/** An option of which each text adds one to a list. */
function list<F extends Field>(field: F, value: string, says: string, read: Reader<unknown>): SettingOption {
  return {
    fields: [field],
    value,
    says,
    many: true,
    read: (texts, place) => (texts.length > 0 ? { [field]: texts.map((given) => read(given, place)) } : {}),
  };
}

/** An option of which each text adds a `NAME=VALUE`. */
function record(field: "extra" | "options", says: string): SettingOption {
  return {
    fields: [field],
    value: "NAME=VALUE",
    says,
    many: true,
    read: (texts, { flag }) => {
      const entries = texts.map((given) => {
        const at = given.indexOf("=");
        if (at < 1) throw new UsageError(`${flag} takes NAME=VALUE, not "${given}".`);
        return [given.slice(0, at), scalar(given.slice(at + 1))] as const;
      });
      return entries.length > 0 ? { [field]: Object.fromEntries(entries) } : {};
    },
  };
}

/** `true`, `0.5` and the like as what they say, anything else as text. */
function scalar(given: string): string | number | boolean {
  if (given === "true" || given === "false") return given === "true";
  return /^-?\d+(\.\d+)?$/.test(given) && Number.isFinite(Number(given)) ? Number(given) : given;
}

const chosen = <F extends Field>(field: F, says: string, value: Settings[F]): SettingOption => ({
  fields: [field],
  says,
  read: (texts) => (texts.length > 0 ? { [field]: value } : {}),
});

const HEX = /^#?[0-9a-f]{6}$/i;

const color: Reader<string> = (given, { flag }) => {
  if (!HEX.test(given.trim())) throw new UsageError(`${flag} takes a color such as #12AB9F, not "${given}".`);
  return `#${given.trim().replace("#", "")}`;
};

type Rgb = NonNullable<Settings["backgroundRgb"]>;

/** `#12ab9f` → 18, 171, 159. */
export const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;

const palette: Reader<Rgb[]> = (given, place) => given.split(",").map((each) => rgbOf(color(each, place)));

/** Splits at the last `=`: an address may have one itself. */
const font: Reader<unknown> = (given, { flag }) => {
  const at = given.lastIndexOf("=");
  if (at < 1) throw new UsageError(`${flag} takes the address of a font and the text to write, URL=TEXT.`);
  return { url: given.slice(0, at), text: given.slice(at + 1) };
};

const placedText: Reader<unknown> = (given, { flag }) => {
  const [, box = "", words] = /^([^=]*)=(.+)$/s.exec(given) ?? [];
  const [x, y, w, h] = box.split(",").map((part) => (/^\s*\d*\.?\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  const [left = Number.NaN, top = Number.NaN] = [x, y];
  const [right, bottom] = [left + (w ?? Number.NaN), top + (h ?? Number.NaN)];
  if (!words || box.split(",").length !== 4 || !(right <= 1.000001 && bottom <= 1.000001)) {
    throw new UsageError(`${flag} takes x,y,w,h=TEXT: parts of width and height from 0 to 1, within the picture.`);
  }
  const part = (value: number) => Math.min(1, Number(value.toFixed(6)));
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  return { text: words, bbox: corners.map((corner) => corner.map(part)) };
};

const rubric: Reader<Settings["scoringRubric"]> = (given, place) => {
  const file = path(given, place);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new UsageError(`${place.flag}: ${file} ${why}.`);
  }
};

/** What a model can be asked for, by the option's name. `--help` and the shells read this table too. */
export const SETTING_OPTIONS = {
  "aspect-ratio": single("aspectRatio", "W:H", "such as 16:9", text, { short: "a", also: ["ratio"] }),
  size: setting(
    ["size", "resolution"],
    "SIZE",
    "a tier such as 2K, or pixels such as 1536x864",
    (given) => (/x/i.test(given) ? { size: given.toLowerCase() } : { resolution: given.toUpperCase() }),
    { short: "s" },
  ),
  resolution: single("resolution", "TIER", "such as 512, 1K, 2K, 4K", (given, at) => text(given, at).toUpperCase(), {
    completes: ["512", "1K", "2K", "4K"],
  }),
  quality: single("quality", "NAME", "such as low, medium, high", text, {
    completes: ["auto", "low", "medium", "high", "xhigh", "max"],
  }),
  format: single(
    "outputFormat",
    "NAME",
    "png, jpeg, webp or svg",
    (given, at) => text(given, at).toLowerCase().replace(/^jpg$/, "jpeg"),
    { completes: ["png", "jpeg", "webp", "svg"] },
  ),
  compression: single("compression", "N", "of JPEG and WebP: 0 small to 100 faithful", wholeNumber(0, 100)),
  background: single("background", "NAME", "auto, transparent or opaque", text, {
    completes: ["auto", "transparent", "opaque"],
  }),
  seed: single(
    "seed",
    "N",
    "repeats a picture where the model allows it; further requests take the next numbers",
    wholeNumber(0, 2_147_483_647),
  ),
  strength: single("strength", "N", "how far from the reference image: 0 the same to 1 free", decimal(0, 1)),
  style: single("style", "NAME", "a style of Recraft's", text),
  palette: single("rgbColors", "COLORS", 'the colors to paint with, such as "#112233,#aabbcc"', palette),
  "background-color": single("backgroundHex", "COLOR", "such as #12AB9F", color),
  "background-mode": single("backgroundMode", "NAME", "original, transparent or solid", text, {
    completes: ["original", "transparent", "solid"],
  }),
  font: list("fonts", "URL=TEXT", "a font to write this text with, at a surcharge; two at most", font),
  "super-resolution": list("superResolution", "URL", "a picture of details, at a surcharge; four at most", text),
  "text-at": list(
    "textLayout",
    "x,y,w,h=TEXT",
    "text in this part of the picture, which is 1 wide and 1 high",
    placedText,
  ),
  "scoring-prompt": single("scoringPrompt", "TEXT", "how Riverflow is to judge its own drafts", text),
  rubric: single("scoringRubric", "FILE", "the same, as a JSON list of {key, label, description, weight}", rubric, {
    completes: "file",
  }),
  effort: single("effort", "NAME", "how long the model thinks: low, medium or high", text, {
    completes: ["low", "medium", "high"],
  }),
  provider: single("provider", "TAG", 'the one provider that may answer, as "models ID" names it', text),
  route: single(
    "transport",
    "NAME",
    "images or chat: the door of OpenRouter's to go through",
    oneOf("images", "chat"),
    {
      completes: ["images", "chat"],
    },
  ),
  "no-data-collection": chosen("dataCollection", "only providers that do not keep what they get", "deny"),
  zdr: chosen("zdr", "only providers with zero data retention", true),
  param: record("extra", "a parameter that the model declares and no option here is for"),
  option: record("options", 'a parameter that only reaches the provider, as "models ID" names it'),
};

/** The settings of all options together. Throws `UsageError` naming the option that is wrong. */
export function readSettings(values: Record<keyof typeof SETTING_OPTIONS, Chosen>): Omit<Settings, "n"> {
  const parts = Object.keys(SETTING_OPTIONS).map((name) => values[name as keyof typeof SETTING_OPTIONS]);
  if (values.resolution.resolution && values.size.resolution) {
    throw new UsageError("The resolution is given twice: by --size and by --resolution.");
  }
  const { n: _, ...settings } = check(Object.assign({}, ...parts));
  return settings;
}

function check(settings: Chosen): Settings {
  const parsed = Settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const flag = flagFor(String(issue?.path[0]));
  const where = issue?.path.slice(1).join(".");
  throw new UsageError(`${flag ?? "A setting"}${where ? ` (${where})` : ""}: ${issue?.message}`);
}

/** The option that sets this field of the settings, such as `--aspect-ratio`; of two the one among `texts`, else its own. */
export function flagFor(field: string, texts: Texts = {}): string | undefined {
  const [group] = field.split(".");
  const able = Object.entries(SETTING_OPTIONS).filter(([, { fields }]) => fields.some((each) => each === group));
  able.sort(([, a], [, b]) => a.fields.length - b.fields.length);
  const [name] = able.find(([each]) => each in texts) ?? able[0] ?? [];
  return name && `--${name}`;
}
