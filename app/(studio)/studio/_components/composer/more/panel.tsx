"use client";

import type { ReactNode } from "react";
import { listed } from "@/lib/listed";
import { supports } from "@/lib/models/capabilities";
import { otherParameters, PARAMETERS, type Parameter, passthroughNames } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";
import { missing } from "../../describe";
import type { MoreProps } from "../more-settings";
import { BackgroundHex, BackgroundRgb, Palette } from "./colors";
import { OtherParameters, Passthrough } from "./declared";
import { Privacy } from "./privacy";
import { Provider, Route } from "./route";
import { Rubric } from "./rubric";
import { onlyFor, Section } from "./section";
import { EnumSetting, NumberSetting, TextSetting } from "./values";
import { Fonts, SuperResolution, TextLayout } from "./words";

interface Setting {
  parameter: Parameter;
  control: (props: MoreProps & { takers: Model[] }) => ReactNode;
}

const SEED_MAX = 2_147_483_647;

const GROUPS: { title: string; settings: Setting[] }[] = [
  {
    title: "Output",
    settings: [
      { parameter: "quality", control: (props) => <EnumSetting {...props} parameter="quality" label="Quality" /> },
      {
        parameter: "outputFormat",
        control: (props) => <EnumSetting {...props} parameter="outputFormat" label="File format" />,
      },
      {
        parameter: "compression",
        control: ({ models, takers, wanted, onChange }) => (
          <NumberSetting
            label="Compression"
            hint={`${onlyFor(takers, models)}Of JPEG and WebP: 0 is small, 100 is faithful.`}
            placeholder="As the model likes"
            min={0}
            max={100}
            value={wanted.compression}
            onChange={(compression) => onChange({ compression })}
          />
        ),
      },
      {
        parameter: "background",
        control: (props) => <EnumSetting {...props} parameter="background" label="Background" />,
      },
      {
        parameter: "seed",
        control: ({ models, takers, wanted, onChange }) => (
          <NumberSetting
            label="Seed"
            hint={`${onlyFor(takers, models)}The same seed repeats a picture where the model allows it. Empty: a new one each time.`}
            placeholder="Random"
            min={0}
            max={SEED_MAX}
            value={wanted.seed}
            onChange={(seed) => onChange({ seed })}
          />
        ),
      },
    ],
  },
  {
    title: "Style and color",
    settings: [
      {
        parameter: "style",
        control: (props) => (
          <TextSetting {...props} parameter="style" label="Style" placeholder="As the maker names it" maxLength={40} />
        ),
      },
      {
        parameter: "strength",
        control: ({ models, takers, wanted, onChange }) => (
          <NumberSetting
            label="Strength"
            hint={`${onlyFor(takers, models)}How far from the reference image: 0 is the same, 1 is free.`}
            placeholder="0.2"
            min={0}
            max={1}
            step={0.05}
            value={wanted.strength}
            onChange={(strength) => onChange({ strength })}
          />
        ),
      },
      { parameter: "rgbColors", control: (props) => <Palette {...props} /> },
      { parameter: "backgroundRgb", control: (props) => <BackgroundRgb {...props} /> },
      {
        parameter: "backgroundMode",
        control: (props) => <EnumSetting {...props} parameter="backgroundMode" label="Background mode" />,
      },
      { parameter: "backgroundHex", control: (props) => <BackgroundHex {...props} /> },
    ],
  },
  {
    title: "Words and details",
    settings: [
      { parameter: "fonts", control: (props) => <Fonts {...props} /> },
      { parameter: "textLayout", control: (props) => <TextLayout {...props} /> },
      { parameter: "superResolution", control: (props) => <SuperResolution {...props} /> },
    ],
  },
  {
    title: "Effort and scoring",
    settings: [
      {
        parameter: "effort",
        control: (props) => (
          <EnumSetting {...props} parameter="effort" label="Effort" hint="More takes longer and costs more." />
        ),
      },
      {
        parameter: "scoringPrompt",
        control: (props) => (
          <TextSetting
            {...props}
            parameter="scoringPrompt"
            label="Scoring prompt"
            hint="What the model's own drafts are judged by."
            maxLength={2000}
          />
        ),
      },
      { parameter: "scoringRubric", control: (props) => <Rubric {...props} /> },
    ],
  },
];

/** All settings that have no place in the composer's row, in groups; those that nobody takes in one line at the end. */
export function Panel(props: MoreProps) {
  const { models } = props;
  const untaken: string[] = [];
  const groups = GROUPS.map(({ title, settings }) => ({
    title,
    controls: settings.flatMap(({ parameter, control }) => {
      const takers = models.filter((model) => supports(model, parameter));
      if (takers.length === 0) untaken.push(PARAMETERS[parameter].label);
      return takers.length > 0 ? [<div key={parameter}>{control({ ...props, takers })}</div>] : [];
    }),
  })).filter(({ controls }) => controls.length > 0);
  const reason = missing(models, listed([...new Set(untaken)]), untaken.length === 0);
  return (
    <>
      {groups.map(({ title, controls }, at) => (
        <Section key={title} title={title} open={at === 0}>
          {controls}
        </Section>
      ))}
      {otherParameters(models).length > 0 && (
        <Section title="Declared by the model" open={groups.length === 0}>
          <OtherParameters {...props} />
        </Section>
      )}
      {passthroughNames(models).length > 0 && (
        <Section title="Passed on to the provider">
          <Passthrough {...props} />
        </Section>
      )}
      {models.length > 0 && (
        <>
          <Section title="Provider and route">
            <Provider {...props} />
            <Route {...props} />
          </Section>
          <Section title="Privacy">
            <Privacy {...props} />
          </Section>
        </>
      )}
      {reason && <p className="px-4 py-3 text-faint text-sm">{reason}</p>}
    </>
  );
}
