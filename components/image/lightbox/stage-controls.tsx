import { Icon, type IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";

/** The buttons on the picture's ground: close, inspector, and the neighbours. */
export function StageControls({
  previous,
  next,
  inspecting,
  onGo,
  onInspect,
  onClose,
}: {
  previous: string | null;
  next: string | null;
  inspecting: boolean;
  onGo: (id: string | null) => void;
  onInspect: (inspecting: boolean) => void;
  onClose: () => void;
}) {
  return (
    <>
      <StageButton label="Close (Esc)" icon="close" className="top-3 left-3" onClick={onClose} />
      <StageButton
        label={inspecting ? "Hide details (I)" : "Show details (I)"}
        icon="sliders"
        className="top-3 right-3"
        pressed={inspecting}
        onClick={() => onInspect(!inspecting)}
      />
      {previous && (
        <StageButton
          label="Newer picture (←)"
          icon="left"
          className="-translate-y-1/2 top-1/2 left-3"
          onClick={() => onGo(previous)}
        />
      )}
      {next && (
        <StageButton
          label="Older picture (→)"
          icon="right"
          className="-translate-y-1/2 top-1/2 right-3"
          onClick={() => onGo(next)}
        />
      )}
    </>
  );
}

function StageButton({
  icon,
  className,
  pressed,
  ...props
}: {
  label: string;
  icon: IconName;
  className: string;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <IconButton
      aria-pressed={pressed}
      className={cn("absolute size-9 border bg-bg/85 hover:bg-bg", className)}
      {...props}
    >
      <Icon name={icon} size={18} />
    </IconButton>
  );
}
