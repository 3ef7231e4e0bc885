import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

/** Shapes that a page of pictures might have. */
const SHAPES = [1.78, 1, 0.75, 1.5, 1.78, 0.67, 1.33, 1, 1.78, 0.8, 1.5, 1];

/** The place of pictures that are on their way. */
export function LoadingRows() {
  return (
    <div role="status" className="flex flex-wrap gap-2 pt-2 [--row:120px] sm:[--row:200px]">
      <span className="sr-only">Loading pictures</span>
      {SHAPES.map((shape, at) => (
        <Skeleton
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change
          key={at}
          style={{ flex: `${shape} 1 calc(${shape} * var(--row))`, aspectRatio: shape }}
        />
      ))}
    </div>
  );
}

export function LoadError({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="grid justify-items-center gap-3 py-16 text-center">
      <p className="text-muted">The pictures could not be loaded. {message}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
