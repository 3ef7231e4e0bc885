import type { Random } from "../random";
import { anyPalette, type Palette, type PaletteName, palettes, tinted } from "./palette";

export type Setting =
  | "sea"
  | "mountains"
  | "forest"
  | "city"
  | "desert"
  | "meadow"
  | "space"
  | "underwater"
  | "portrait"
  | "table"
  | "abstract";

export type Motif =
  | "lighthouse"
  | "boat"
  | "house"
  | "castle"
  | "balloon"
  | "rocket"
  | "tree"
  | "palm"
  | "bird"
  | "cat"
  | "fish"
  | "flower"
  | "banana"
  | "fruit"
  | "cup"
  | "bottle"
  | "bridge"
  | "robot"
  | "beard"
  | "hat"
  | "cactus"
  | "rain"
  | "lightning"
  | "snow"
  | "stars"
  | "clouds"
  | "moon";

/** What a prompt is about, as far as the vocabulary reaches. */
export type Theme = {
  setting: Setting;
  motifs: Set<Motif>;
  palette: Palette;
  /** How much of its light lies over a reference, 0–1: more where the words chose the colors, rather than chance. */
  veil: number;
};

const SETTINGS: [Setting, RegExp][] = [
  ["underwater", /underwater|coral|reef|jellyfish|aquarium|submarine|whale|\bfish(es)?\b|octopus|mermaid/],
  ["space", /\bspace\b|galaxy|planets?\b|cosmos|cosmic|nebula|rocket|astronaut|orbit|spaceship|universe|saturn|mars\b/],
  [
    "portrait",
    /portrait|\b(wo)?m[ae]n\b|girl|boy|face|person|people|king|queen|child|lady|knight|wizard|elderly|sailor|dancer|robot|selfie|headshot/,
  ],
  [
    "table",
    /banana|fruit|apple|lemon|orange slice|pear|cherry|still life|coffee|\btea\b|cup|mug|vase|bowl|breakfast|cake|bottle|perfume|potion|cosmetic|product|cheese|bread|wine/,
  ],
  [
    "city",
    /city|street|skyline|skyscraper|building|downtown|tokyo|new york|london|paris|cyberpunk|urban|neon|rooftop|market|office/,
  ],
  [
    "sea",
    /\bsea\b|bridge|ocean|beach|coast|harbou?r|lighthouse|wave|island|boat|ship|sail|surf|\blake\b|river|shore|bay\b|fjord/,
  ],
  ["forest", /forest|wood(s|land)|jungle|trees?\b|fox|deer|bear\b|owl|mushroom|cabin|moss/],
  ["desert", /desert|dune|sahara|canyon|camel|cactus|pyramid|mesa|oasis/],
  ["mountains", /mountain|alps?|peak|summit|glacier|ski\b|volcano|valley|cliff|castle|dragon|snow|winter/],
  [
    "meadow",
    /meadow|field|flower|garden|tulip|rose|sunflower|poppy|poppies|lavender|spring|farm|village|hill|house|cottage|windmill|horse|sheep|cow|rabbit|bee\b|butterfly|balloon/,
  ],
  [
    "abstract",
    /abstract|pattern|geometric|shapes?\b|logo|icon|poster|texture|gradient|bauhaus|mandala|fractal|music|jazz|dream/,
  ],
];

const MOTIFS: [Motif, RegExp][] = [
  ["lighthouse", /lighthouse/],
  ["boat", /boat|ship|sail|yacht|fisherm|harbou?r/],
  ["house", /house|cabin|cottage|farm|village|barn/],
  ["castle", /castle|palace|fortress|tower|kingdom|dragon/],
  ["balloon", /balloon/],
  ["rocket", /rocket|spaceship|astronaut|launch/],
  ["palm", /palm|tropical|island|oasis|beach/],
  ["tree", /\btrees?\b|oak|willow|bonsai|orchard/],
  ["bird", /birds?\b|seagull|gull|crane|swallow|eagle|owl|crow|flock/],
  ["cat", /\bcats?\b|kitten|fox|\bdogs?\b|puppy/],
  ["fish", /fish|whale|shark|dolphin/],
  ["flower", /flower|rose|tulip|poppy|poppies|sunflower|daisy|lotus|peony|bouquet|blossom|vase/],
  ["banana", /banana/],
  ["fruit", /fruit|apple|orange\b|lemon|pear|cherry|peach|still life/],
  ["cup", /cup|mug|coffee|\btea\b/],
  ["bottle", /bottle|perfume|wine|potion|cosmetic|product/],
  ["bridge", /bridge|viaduct/],
  ["robot", /robot|android|cyborg|droid/],
  ["beard", /beard|\b(old|elderly) (man|king|sailor|fisherman|captain|farmer)|wizard|santa|viking/],
  ["hat", /\bhat\b|sailor|captain|wizard|witch|detective|cowboy|santa/],
  ["cactus", /cactus|cacti|mexic/],
  ["rain", /rain|drizzle|storm|monsoon/],
  ["lightning", /lightning|thunder|storm/],
  ["snow", /snow|blizzard|winter|christmas/],
  ["stars", /\bstars?\b|starry|night|galaxy|midnight|cosmos|nebula/],
  ["clouds", /cloud|overcast|sky|dream|heaven/],
  ["moon", /moon|midnight|night/],
];

const PALETTES: [PaletteName, RegExp][] = [
  ["neon", /neon|cyberpunk|synthwave|vaporwave|club|electric/],
  ["aurora", /aurora|northern lights/],
  ["reef", /underwater|coral|reef|jellyfish|aquarium/],
  ["storm", /storm|thunder|rain|moody|gloomy|dramatic|grim/],
  ["night", /night|midnight|moon|star(s|ry)|dark|galaxy|space|cosmos|nebula/],
  ["dawn", /dawn|sunrise|morning|mist|fog/],
  ["dusk", /dusk|sunset|evening|twilight|volcano|lava/],
  ["golden", /golden|warm|cozy|cosy|summer|vintage|nostalg|banana/],
  ["winter", /winter|snow|ice|frost|glacier|cold|arctic|christmas/],
  ["autumn", /autumn|fall leaves|october|harvest|fox|pumpkin/],
  ["spring", /spring|blossom|garden|flower|fresh|meadow|tulip/],
  ["desert", /desert|dune|sahara|canyon|camel|mesa|mars\b/],
  ["pastel", /pastel|soft|dream|cute|gentle|baby|kawaii|cat\b|kitten/],
  ["ink", /\bink\b|black and white|monochrome|sketch|charcoal|pencil|noir/],
  ["forest", /forest|wood(s|land)|jungle|moss/],
  ["day", /\bday\b|noon|sunny|beach|tropical|happy|bright/],
];

const COLORS: [string, RegExp][] = [
  ["#c8272d", /\bred\b|crimson|scarlet|ruby/],
  ["#ef7d22", /\borange\b|amber|tangerine/],
  ["#f2c230", /yellow|\bgold\b|banana|lemon|sunflower/],
  ["#2f9e5b", /\bgreen\b|emerald|lime/],
  ["#1ea6a4", /teal|turquoise|cyan|aqua/],
  ["#2468c8", /\bblue\b|azure|cobalt|sapphire/],
  ["#7a3fc4", /purple|violet|lavender|indigo|amethyst/],
  ["#ea5f9b", /\bpink\b|magenta|rose\b|fuchsia/],
  ["#8a5a36", /brown|wooden/],
];

/** Where a thing stands whose surroundings the prompt leaves open. */
const OUTDOORS: Setting[] = ["meadow", "mountains", "meadow"];
const FALLBACK: Setting[] = ["abstract", "mountains", "meadow", "sea", "abstract"];

/** Reads a prompt; what the vocabulary does not know is decided by chance, the same chance for the same prompt. */
export function readTheme(prompt: string, random: Random): Theme {
  const text = prompt.toLowerCase();
  const chance = random();
  const known = SETTINGS.find(([, words]) => words.test(text))?.[0];
  const motifs = new Set(MOTIFS.filter(([, words]) => words.test(text)).map(([motif]) => motif));
  const open = motifs.size > 0 ? OUTDOORS : FALLBACK;
  const setting = known ?? open[Math.floor(chance * open.length)] ?? "abstract";
  const named = PALETTES.find(([, words]) => words.test(text))?.[0];
  const base = named ? palettes[named] : usualPalette(setting, random);
  const color = COLORS.find(([, words]) => words.test(text))?.[0];
  return {
    setting,
    motifs,
    palette: color ? tinted(base, color) : base,
    veil: named !== undefined || color !== undefined ? 0.46 : 0.08,
  };
}

function usualPalette(setting: Setting, random: Random): Palette {
  if (setting === "space") return palettes.night;
  if (setting === "underwater") return palettes.reef;
  if (setting === "desert") return palettes.desert;
  return anyPalette(random);
}
