"use client";

import { ChoiceList } from "./choice-list";
import { Control } from "./control";

const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8];

/** How many pictures of each model. */
export function CountPicker({ count, onChoose }: { count: number; onChoose: (count: number) => void }) {
  return (
    <Control label="Pictures of each model" face={`×${count}`} panelClassName="p-1.5">
      {(close) => (
        <ChoiceList
          legend="Pictures of each model"
          choices={COUNTS.map((n) => ({ value: String(n), face: <span className="w-full text-center">×{n}</span> }))}
          value={String(count)}
          onChoose={(value) => onChoose(Number(value))}
          onDone={close}
          className="grid-cols-4"
        />
      )}
    </Control>
  );
}
