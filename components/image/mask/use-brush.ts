"use client";

import { useState } from "react";

/** Diameters, as parts of the picture's long edge. */
export const SMALLEST = 0.01;
export const LARGEST = 0.3;
const USUAL = 0.07;
const LARGER = 1.25;

/** The brush in the hand. */
export function useBrush() {
  const [erase, setErase] = useState(false);
  const [size, setSize] = useState(USUAL);
  return {
    erase,
    setErase,
    size,
    setSize,
    /** A step larger (1) or smaller (−1). */
    resize: (steps: number) => setSize(Math.min(LARGEST, Math.max(SMALLEST, size * LARGER ** steps))),
  };
}

export type Brush = ReturnType<typeof useBrush>;
