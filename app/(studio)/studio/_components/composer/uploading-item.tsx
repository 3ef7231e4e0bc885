import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { Corner, REFERENCE_FRAME } from "./corner";
import type { Upload } from "./use-uploads";

/** A picture on its way to the tray, or the reason why it did not get there. */
export function UploadingItem({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const { name, error } = upload;
  return (
    <li className={cn("flex items-center gap-2", error && "max-w-72")}>
      <div className={cn(REFERENCE_FRAME, error && "border-bad")}>
        {error ? (
          <span className="grid size-full place-items-center text-muted">
            <Icon name="file" size={20} />
            <Corner label={`Dismiss ${name}`} className="top-0 right-0 rounded-bl-lg opacity-100" onClick={onDismiss}>
              <Icon name="close" size={12} />
            </Corner>
          </span>
        ) : (
          <>
            {/* biome-ignore lint/performance/noImgElement: a local file */}
            <img src={upload.preview} alt="" className="size-full object-cover opacity-50" />
            <progress
              aria-label={`Uploading ${name}`}
              value={upload.progress}
              className="absolute inset-x-1 bottom-1 h-1 w-10 accent-accent"
            />
          </>
        )}
      </div>
      {error && (
        <p role="alert" className="min-w-40 text-bad text-xs leading-snug">
          {name}: {error}
        </p>
      )}
    </li>
  );
}
