/** Landings at a time: each decodes pictures, which takes memory and one of the four threads that all files wait for. */
const PLACES = 2;

let taken = 0;
const waiting: (() => void)[] = [];

/** Runs `task` when one of the places is free, in the order of the calls. */
export async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (taken < PLACES) taken++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else taken--;
  }
}
