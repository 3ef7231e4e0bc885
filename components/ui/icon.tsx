const PATHS = {
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  chevron: "M6 8l4 4 4-4",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  spark: "M10 2.8l1.7 5.5 5.5 1.7-5.5 1.7L10 17.2l-1.7-5.5L2.8 10l5.5-1.7z",
  code: "M7 5.5L2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5",
  star: "M10 2.8l2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4-4.5 2.4.9-5L2.8 8.1l5-.7z",
  reuse: "M4 9V7a2 2 0 0 1 2-2h9M12 2l3 3-3 3M16 11v2a2 2 0 0 1-2 2H5M8 18l-3-3 3-3",
  sliders: "M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4",
  left: "M12 4l-6 6 6 6",
  right: "M8 4l6 6-6 6",
  download: "M10 3v9M6 8.5l4 4 4-4M4 16.5h12",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6",
  person: "M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17c0-3 2.7-4.8 6-4.8s6 1.8 6 4.8",
  image: "M3 4.5h14v11H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.6h.01",
  file: "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5",
  edit: "M12.5 4.5l3 3L7 16l-3.5.5L4 13zM10.8 6.2l3 3",
  brush: "M16.5 3.5c-3 1-6 4-8 7l2 2c3-2 6-5 7-8zM7.5 11.5c-2 0-3 1.2-3 3 0 1-.7 1.6-1.5 1.8 3 .9 6.3 0 6.3-2.8",
  eraser: "M8 16.5l-4.5-4.5L11 4.5l5 5-7 7zM7.2 8.3l5 5M8 16.5h9",
  undo: "M7 4.5L3.5 8 7 11.5M3.5 8H12a4.5 4.5 0 0 1 0 9H8",
  redo: "M13 4.5L16.5 8 13 11.5M16.5 8H8a4.5 4.5 0 0 0 0 9h4",
  invert: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 3v14M10 6.5h5.5M10 10h7M10 13.5h5.5",
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the control that holds it has the words. */
export function Icon({ name, size = 16, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
