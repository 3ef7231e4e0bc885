import { LinkedText } from "@/components/image/linked-text";
import { Button } from "@/components/ui/button";

/** What happened, whether money was spent, what to do. Nothing is ever sent again without a press. */
export function HelpTrouble({
  message,
  mayPayTwice,
  onAgain,
  onClose,
}: {
  message: string;
  mayPayTwice: boolean;
  onAgain: () => void;
  onClose: () => void;
}) {
  return (
    <div className="grid gap-5">
      <p role="alert" className="text-pretty [overflow-wrap:anywhere]">
        <LinkedText>{message}</LinkedText>
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" onClick={onAgain}>
          {mayPayTwice ? "Try again, perhaps paying twice" : "Try again"}
        </Button>
      </div>
    </div>
  );
}
