import type { SetDto } from "@/lib/generations/schema";

export interface Day {
  /** `2026-11-21` in the person's time zone. */
  key: string;
  /** `Today`, `Yesterday`, `Friday 13 November`. */
  name: string;
  sets: SetDto[];
  pictures: number;
  /** Nano-dollars reported so far. */
  cost: number;
}

const DAY_MS = 86_400_000;

/** The sets by day, newest first, as they come. */
export function daysOf(sets: SetDto[], timeZone: string, now: number): Day[] {
  const key = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const long = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long", day: "numeric", month: "long" });
  const year = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "long", year: "numeric" });
  const today = key.format(now);
  const yesterday = key.format(now - DAY_MS);
  const days: Day[] = [];
  for (const set of sets) {
    const time = Date.parse(set.createdAt);
    const id = key.format(time);
    let day = days.at(-1);
    if (day?.key !== id) {
      const written = id.slice(0, 4) === today.slice(0, 4) ? long : year;
      day = {
        key: id,
        name: id === today ? "Today" : id === yesterday ? "Yesterday" : written.format(time),
        sets: [],
        pictures: 0,
        cost: 0,
      };
      days.push(day);
    }
    day.sets.push(set);
    for (const { images, cost } of set.generations) {
      day.pictures += images.length;
      day.cost += cost ?? 0;
    }
  }
  return days;
}
