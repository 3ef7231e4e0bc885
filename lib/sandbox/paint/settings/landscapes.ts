import { mix } from "../color";
import { birds } from "../motifs/animals";
import { bridge, castle, house, lighthouse } from "../motifs/buildings";
import { cactus, flower, palm, pines, roundTree } from "../motifs/plants";
import { boat } from "../motifs/vehicles";
import type { Setting, Stage } from "../scene";
import { ellipse, rect, ridge } from "../shapes";
import { visitors, weather } from "./sky";

const share = (i: number, count: number) => i / Math.max(1, count - 1);

export const sea: Setting = (stage) => {
  const { palette, width, height, measure, light } = stage;
  const horizon = height * stage.between(0.5, 0.6);
  light.y = horizon - light.radius * stage.between(-0.1, 1.9);
  stage.drawLight();
  weather(stage);
  stage.draw(ridge(stage.random, stage, horizon - measure * 0.01, measure * 0.05, 0.6), stage.land(0.15), {
    role: "distance",
  });
  stage.draw(rect(-20, horizon, width + 40, height), palette.shallow, { to: palette.deep, role: "distance" });
  if (stage.has("bridge")) bridge(stage, width / 2, horizon + measure * 0.05, measure * 0.34);
  const waves = 6;
  for (let i = 0; i < waves; i++) {
    const y = horizon + (height - horizon) * (0.14 + 0.86 * share(i, waves) ** 1.3);
    const fill = mix(
      mix(palette.shallow, palette.deep, 0.25 + 0.75 * share(i, waves)),
      palette.sky[2],
      i % 2 ? 0.12 : 0,
    );
    stage.draw(ridge(stage.random, stage, y, measure * (0.008 + 0.02 * share(i, waves)), 0), fill, {
      to: palette.deep,
      opacity: 0.85,
    });
    if (i === 2 && (stage.has("boat") || !stage.has("lighthouse")))
      boat(stage, width * stage.between(0.3, 0.7), y + measure * 0.03, measure * 0.2);
  }
  glints(stage, horizon);
  if (stage.has("lighthouse")) headland(stage, horizon);
  if (stage.has("palm")) palm(stage, width * 0.14, height * 0.98, measure * 0.8);
  visitors(stage);
};

/** The light's path on the water. */
function glints(stage: Stage, horizon: number) {
  const { light, measure, height, palette } = stage;
  for (let i = 0; i < 16; i++) {
    const down = i / 16;
    const reach = light.radius * (0.5 + 1.3 * down) * stage.between(0.5, 1);
    const y = horizon + measure * 0.015 + (height - horizon) * 0.9 * down;
    stage.draw(
      ellipse(light.x + stage.between(-1, 1) * light.radius * down, y, reach, measure * (0.003 + 0.006 * down)),
      palette.light,
      {
        opacity: 0.6 - 0.4 * down,
        role: "distance",
      },
    );
  }
}

function headland(stage: Stage, horizon: number) {
  const { width, height, measure, palette, light } = stage;
  // Opposite the light, so that the beam has a dark sky.
  const right = light.x < width / 2;
  const x = width * (right ? stage.between(0.68, 0.8) : stage.between(0.2, 0.32));
  const top = horizon - measure * 0.02;
  const outward = right ? 1 : -1;
  const edge = right ? width + 20 : -20;
  const rock = stage.land(0.75);
  lighthouse(stage, x, top + measure * 0.02, measure * 0.46);
  house(stage, x + outward * measure * 0.15, top + measure * 0.015, measure * 0.1);
  const inner = x - outward * measure * 0.2;
  stage.draw(
    `M${inner} ${horizon + measure * 0.14}Q${inner + outward * measure * 0.05} ${top} ${x - outward * measure * 0.06} ${top}L${edge} ${top - measure * 0.05}V${height + 20}H${x + outward * measure * 0.05}Q${inner + outward * measure * 0.2} ${height * 0.9} ${inner} ${horizon + measure * 0.14}Z`,
    rock,
    { to: palette.near, role: "subject" },
  );
  stage.draw(
    `M${x - outward * measure * 0.06} ${top}L${edge} ${top - measure * 0.05}V${top + measure * 0.05}Q${x + outward * measure * 0.1} ${top + measure * 0.06} ${x - outward * measure * 0.06} ${top}Z`,
    mix(rock, "#6f9a5d", 0.5),
    { role: "subject" },
  );
}

export const mountains: Setting = (stage) => {
  const { palette, width, height, measure } = stage;
  stage.drawLight();
  weather(stage);
  const ranges = 5;
  for (let i = 0; i < ranges; i++) {
    const depth = share(i, ranges);
    const y = height * (0.48 + 0.42 * depth);
    const d = ridge(stage.random, stage, y, measure * (0.2 - 0.09 * depth), i === ranges - 1 ? 0 : 1);
    const fill = mix(stage.land(depth * 0.92), palette.sky[2], 0.35 * (1 - depth));
    stage.draw(d, fill, { to: mix(fill, palette.sky[2], 0.45 * (1 - depth)), role: i < 2 ? "distance" : "ground" });
    if (i === 2 && stage.has("castle")) keep(stage, width * stage.between(0.35, 0.65), y + measure * 0.04);
  }
  pines(
    stage,
    (x) => height * 0.99 + Math.sin(x / 90) * 12,
    Math.round(width / 62),
    [measure * 0.12, measure * 0.26],
    stage.land(0.96),
  );
  visitors(stage);
};

/** A castle on its rock. */
function keep(stage: Stage, x: number, y: number) {
  const { measure } = stage;
  castle(stage, x, y, measure * 0.36);
  stage.draw(
    `M${x - measure * 0.34} ${y + measure * 0.3}Q${x - measure * 0.22} ${y - measure * 0.03} ${x - measure * 0.1} ${y - measure * 0.02}H${x + measure * 0.12}Q${x + measure * 0.2} ${y - measure * 0.02} ${x + measure * 0.38} ${y + measure * 0.3}Z`,
    stage.land(0.6),
    { to: stage.land(0.8), role: "subject" },
  );
}

export const forest: Setting = (stage) => {
  const { palette, height, width, measure } = stage;
  stage.drawLight();
  weather(stage);
  stage.draw(ridge(stage.random, stage, height * 0.5, measure * 0.12, 1), mix(stage.land(0.1), palette.sky[2], 0.4), {
    role: "distance",
  });
  const rows = 4;
  for (let i = 0; i < rows; i++) {
    const depth = share(i, rows);
    const y = height * (0.6 + 0.34 * depth);
    const fill = mix(stage.land(0.2 + 0.8 * depth), palette.sky[2], 0.34 * (1 - depth));
    pines(
      stage,
      () => y + measure * 0.03,
      Math.round(width / (36 + 30 * depth)),
      [measure * (0.16 + 0.2 * depth), measure * (0.28 + 0.4 * depth)],
      fill,
    );
    stage.draw(ridge(stage.random, stage, y, measure * 0.025, 0), mix(fill, palette.sky[2], 0.16), { to: fill });
  }
  stage.draw(ridge(stage.random, stage, height * 0.96, measure * 0.015, 0), stage.land(1));
  if (stage.has("house")) house(stage, width * 0.5, height * 0.97, measure * 0.22);
  visitors(stage);
};

export const desert: Setting = (stage) => {
  const { palette, height, width, measure } = stage;
  stage.drawLight();
  weather(stage);
  stage.draw(ridge(stage.random, stage, height * 0.5, measure * 0.09, 1), mix(palette.far, palette.sky[2], 0.5), {
    role: "distance",
  });
  const dunes = 5;
  for (let i = 0; i < dunes; i++) {
    const depth = share(i, dunes);
    const y = height * (0.56 + 0.4 * depth);
    const sand = stage.land(depth * 0.72);
    stage.draw(
      ridge(stage.random, stage, y, measure * (0.05 + 0.05 * depth), 0),
      mix(sand, palette.light, 0.22 * (1 - depth)),
      { to: sand },
    );
    // The lee side, in shadow.
    const crest = width * stage.between(0.2, 0.8);
    stage.draw(
      `M${crest} ${y - measure * 0.05}Q${crest + measure * 0.3} ${y + measure * 0.04} ${crest + measure * 0.75} ${y + measure * 0.07}L${crest + measure * 0.2} ${y + measure * 0.2}Q${crest + measure * 0.1} ${y + measure * 0.08} ${crest} ${y - measure * 0.05}Z`,
      stage.land(0.4 + depth * 0.6),
      { opacity: 0.55 },
    );
  }
  if (stage.has("palm")) palm(stage, width * 0.3, height * 0.86, measure * 0.5);
  else
    for (const at of [0.2, 0.72])
      cactus(stage, width * at, height * stage.between(0.82, 0.94), measure * stage.between(0.16, 0.34));
  visitors(stage);
};

export const meadow: Setting = (stage) => {
  const { palette, height, width, measure } = stage;
  stage.drawLight();
  weather(stage);
  stage.draw(ridge(stage.random, stage, height * 0.5, measure * 0.1, 1), mix(palette.far, palette.sky[2], 0.55), {
    role: "distance",
  });
  const hills = 5;
  for (let i = 0; i < hills; i++) {
    const depth = share(i, hills);
    const y = height * (0.55 + 0.36 * depth);
    const fill = mix(stage.land(0.15 + 0.75 * depth), "#7fae55", 0.28);
    stage.draw(ridge(stage.random, stage, y, measure * (0.06 - 0.01 * i), 0), mix(fill, palette.light, 0.16), {
      to: fill,
      role: i < 2 ? "distance" : "ground",
    });
    if (i === 1)
      for (let t = 0; t < 4; t++)
        roundTree(stage, width * stage.random(), y + measure * 0.02, measure * stage.between(0.07, 0.12));
    if (i === 2) {
      house(stage, width * stage.between(0.25, 0.75), y + measure * 0.02, measure * (stage.has("house") ? 0.2 : 0.1));
      roundTree(stage, width * stage.random(), y + measure * 0.04, measure * (stage.has("tree") ? 0.5 : 0.24));
    }
  }
  if (stage.has("flower") || !stage.has("house")) flowerBed(stage);
  birds(stage, width * 0.6, height * 0.22, measure * 0.1);
  visitors(stage);
};

function flowerBed(stage: Stage) {
  const { width, height, measure } = stage;
  const near = stage.has("flower");
  const count = Math.round((width / measure) * (near ? 11 : 16));
  for (let i = 0; i < count; i++) {
    const size = measure * (near ? stage.between(0.16, 0.42) : stage.between(0.06, 0.14));
    flower(stage, (width * (i + stage.random())) / count, height * stage.between(0.97, 1.06), size);
  }
}
