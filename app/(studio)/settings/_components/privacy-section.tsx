import type { ReactNode } from "react";

/** What leaves this server and who may keep it; OpenRouter's part as its documentation has it (August 2026). */
export function PrivacySection() {
  return (
    <div className="grid gap-3 text-muted">
      <p>
        <Lead>What is sent:</Lead> the prompt, the settings, reference images without their metadata, and a number in
        place of your name, for the one request. Your library stays on this server.
      </p>
      <p>
        <Lead>OpenRouter</Lead> keeps what a request cost and how it went, but neither prompts nor pictures, unless
        logging is switched on in the account. What a model's provider keeps is the provider's own policy. See{" "}
        <a
          href="https://openrouter.ai/settings/privacy"
          target="_blank"
          rel="noreferrer"
          className="text-accent underline underline-offset-2"
        >
          the account's privacy settings
        </a>
        .
      </p>
      <p>
        <Lead>Zero data retention</Lead> can be asked for request by request where a model answers by chat: choose it
        under More in the studio. The Image API has no such wish, and account settings are reported not to hold there in
        every case: on that route it is not guaranteed.
      </p>
    </div>
  );
}

const Lead = ({ children }: { children: ReactNode }) => <strong className="font-medium text-text">{children}</strong>;
