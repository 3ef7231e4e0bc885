import type { Descriptor, Model } from "./schema";
import type { Settings } from "./settings";

/** A setting that is a capability of models; `provider` and `transport` choose among their offers instead. */
export type Parameter = Exclude<keyof Settings, "extra" | "options" | "provider" | "transport">;

/** By our name: OpenRouter's name, and what people call it. */
export const PARAMETERS: Record<Parameter, { wire: string; label: string }> = {
  aspectRatio: { wire: "aspect_ratio", label: "ratio" },
  resolution: { wire: "resolution", label: "resolution" },
  size: { wire: "size", label: "size in pixels" },
  quality: { wire: "quality", label: "quality" },
  outputFormat: { wire: "output_format", label: "format" },
  compression: { wire: "output_compression", label: "compression" },
  background: { wire: "background", label: "background" },
  seed: { wire: "seed", label: "seed" },
  n: { wire: "n", label: "number of pictures" },
  strength: { wire: "strength", label: "strength" },
  style: { wire: "style", label: "style" },
  rgbColors: { wire: "rgb_colors", label: "palette" },
  backgroundRgb: { wire: "background_rgb_color", label: "background color" },
  textLayout: { wire: "text_layout", label: "placed text" },
  backgroundMode: { wire: "background_mode", label: "background mode" },
  backgroundHex: { wire: "background_hex_color", label: "background color" },
  scoringPrompt: { wire: "scoring_prompt", label: "scoring prompt" },
  scoringRubric: { wire: "scoring_rubric", label: "scoring rubric" },
  effort: { wire: "effort", label: "effort" },
  fonts: { wire: "font_inputs", label: "fonts" },
  superResolution: { wire: "super_resolution_references", label: "super-resolution references" },
  dataCollection: { wire: "data_collection", label: "limit on data collection" },
  zdr: { wire: "zdr", label: "zero data retention" },
};

/** A value that was chosen for one parameter. */
export interface Asked {
  /** Where it stands in `Settings`: a parameter, `extra.NAME` or `options.NAME`. */
  field: string;
  wire: string;
  label: string;
  value: unknown;
  /** True: it can only go to the provider as it is, by `provider.options`. */
  option: boolean;
}

/** What was chosen, one by one. A request without `n` brings one picture, and many models do not take the parameter. */
export function asked(settings: Settings): Asked[] {
  const named = (Object.keys(PARAMETERS) as Parameter[]).flatMap((field) => {
    const value = settings[field];
    return value === undefined || (field === "n" && value === 1)
      ? []
      : [{ field, ...PARAMETERS[field], value, option: false }];
  });
  const others = (group: "extra" | "options") =>
    Object.entries(settings[group] ?? {}).map(([wire, value]) => ({
      field: `${group}.${wire}`,
      wire,
      label: wire.replaceAll("_", " "),
      value,
      option: group === "options",
    }));
  return [...named, ...others("extra"), ...others("options")];
}

/** `settings` with one value of `asked` put in its place. */
export function withAsked(settings: Settings, { field, wire, value }: Asked): Settings {
  const group = field.startsWith("extra.") ? "extra" : field.startsWith("options.") ? "options" : null;
  if (!group) return { ...settings, [field]: value };
  return { ...settings, [group]: { ...settings[group], [wire]: value as string | number | boolean } };
}

/** A value as people read it: `16:9`, `2 fonts`. */
export function shown({ value, label }: Asked): string {
  if (Array.isArray(value)) return typeof value[0] === "number" ? value.join(", ") : `${value.length} (${label})`;
  return value === true ? "on" : value === false ? "off" : String(value);
}

/** Declared names that have a place of their own: those above, and the reference images. */
const NAMED = new Set([...Object.values(PARAMETERS).map(({ wire }) => wire), "input_references"]);

/** Parameters that at least one of the models declares and this version has no name for, with the models that do. */
export function otherParameters(models: Model[]): { name: string; descriptor: Descriptor; takers: Model[] }[] {
  return gathered(models, ({ capabilities }) => Object.entries(capabilities).filter(([name]) => !NAMED.has(name))).map(
    ({ name, value, takers }) => ({ name, descriptor: value, takers }),
  );
}

/** Passthrough parameters of no known shape, with the models that hand them on. */
export function passthroughNames(models: Model[]): { name: string; takers: Model[] }[] {
  return gathered(models, ({ endpoints }) =>
    [...new Set(endpoints.flatMap(({ passthrough }) => passthrough))]
      .filter((name) => !NAMED.has(name))
      .map((name): [string, true] => [name, true]),
  ).map(({ name, takers }) => ({ name, takers }));
}

/** Of two models that describe one name differently, the first one's word is shown; each is held to its own. */
function gathered<Value>(models: Model[], entriesOf: (model: Model) => [string, Value][]) {
  const found = new Map<string, { name: string; value: Value; takers: Model[] }>();
  for (const model of models) {
    for (const [name, value] of entriesOf(model)) {
      const before = found.get(name);
      if (before) before.takers.push(model);
      else found.set(name, { name, value, takers: [model] });
    }
  }
  return [...found.values()];
}
