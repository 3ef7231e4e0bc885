import { ago } from "@/lib/ago";
import type { SessionDto } from "@/lib/auth/schema";
import { RevokeButton } from "./revoke-button";

export function SessionList({ sessions }: { sessions: SessionDto[] }) {
  return (
    <ul tabIndex={-1} className="grid divide-y divide-line">
      {sessions.map(({ id, browser, lastSeenAt, createdAt, current }) => (
        <li key={id} className="flex items-center justify-between gap-3 py-2.5 first:pt-0 last:pb-0">
          <div className="min-w-0">
            <p className="font-medium">{browser}</p>
            <p className="text-muted text-sm">
              {current ? <span className="text-ok">This browser</span> : `Seen ${ago(lastSeenAt)}`} · signed in{" "}
              {ago(createdAt)}
            </p>
          </div>
          {!current && <RevokeButton id={id} browser={browser} />}
        </li>
      ))}
    </ul>
  );
}
