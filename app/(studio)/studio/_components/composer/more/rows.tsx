"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { newId } from "@/lib/ids";
import { Group } from "./section";

/**
 * A list that grows row by row. Rows that are not complete yet stay here and count for nothing: `onChange` gets only those
 * that `finish` makes something of.
 */
export function Rows<Row, Value>({
  label,
  hint,
  add,
  max,
  initial,
  blank,
  finish,
  onChange,
  children,
}: {
  label: string;
  hint?: ReactNode;
  /** On the button, such as `Add a font`. */
  add: string;
  max: number;
  initial: Row[];
  blank: Row;
  /** Null: not complete. */
  finish: (row: Row) => Value | null;
  onChange: (values: Value[] | undefined) => void;
  children: (row: Row, set: (change: Partial<Row>) => void, no: number) => ReactNode;
}) {
  const [rows, setRows] = useState(() => initial.map((row) => ({ key: newId(), row })));
  const change = (next: { key: string; row: Row }[]) => {
    setRows(next);
    const values = next.flatMap(({ row }) => finish(row) ?? []);
    onChange(values.length > 0 ? values : undefined);
  };
  return (
    <Group label={label} hint={hint}>
      {rows.map(({ key, row }, at) => (
        <div key={key} className="flex items-start gap-1.5 rounded-control border bg-surface p-2">
          <div className="grid min-w-0 flex-1 gap-2">
            {children(
              row,
              (part) => change(rows.map((other) => (other.key === key ? { key, row: { ...row, ...part } } : other))),
              at + 1,
            )}
          </div>
          <IconButton
            label={`Remove ${label.toLowerCase()} ${at + 1}`}
            onClick={() => change(rows.filter((other) => other.key !== key))}
          >
            <Icon name="close" size={14} />
          </IconButton>
        </div>
      ))}
      {rows.length < max && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => change([...rows, { key: newId(), row: blank }])}
        >
          <Icon name="plus" size={14} />
          {add}
        </Button>
      )}
    </Group>
  );
}
