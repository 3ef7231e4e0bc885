const PATHS = {
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  chevron: "M6 8l4 4 4-4",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
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
