import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChangeText } from "@/components/model/change-text";
import { ModelAvatar } from "@/components/model/model-avatar";
import { ModelMarks } from "@/components/model/model-marks";
import { Button, buttonClass } from "@/components/ui/button";
import { pageUser } from "@/lib/auth/session";
import { modelStats } from "@/lib/generations/model-stats";
import { getModel } from "@/lib/models/get";
import { listModels } from "@/lib/models/list";
import { listChanges } from "@/lib/models/list-changes";
import { makerOf, modelAddress, shortName } from "@/lib/models/names";
import { Capabilities } from "./_components/capabilities";
import { Description } from "./_components/description";
import { Offer } from "./_components/offer";
import { OwnUse } from "./_components/own-use";
import { PriceTable } from "./_components/price-table";
import { RemoveButton } from "./_components/remove-button";
import { Section } from "./_components/section";

interface Props {
  params: Promise<{ id: string[] }>;
}

const idOf = async ({ params }: Props) => (await params).id.map(decodeURIComponent).join("/");

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await idOf(props) };
}

export default async function ModelPage(props: Props) {
  const id = await idOf(props);
  const ctx = { user: await pageUser(modelAddress(id)), actor: "web" } as const;
  const model = await getModel(ctx, id);
  if (!model) notFound();
  const [{ newModels }, stats, changes] = await Promise.all([listModels(ctx), modelStats(ctx), listChanges(ctx, id)]);
  return (
    <main id="main" className="mx-auto grid max-w-4xl gap-4 px-3 py-4 sm:px-5">
      <Link href="/models" className="justify-self-start text-muted text-sm hover:text-text touch:py-2">
        ← All models
      </Link>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <ModelAvatar model={model} className="mt-0.5 size-9 rounded-lg text-sm" />
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-pretty font-semibold text-2xl tracking-tight">{shortName(model)}</h1>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
            {makerOf(model)}
            <code className="break-all font-mono text-xs">{model.id}</code>
            <ModelMarks model={model} isNew={newModels.includes(id)} />
          </p>
        </div>
        <div className="flex gap-2">
          {!model.listed && <RemoveButton id={id} />}
          {model.endpoints.length > 0 ? (
            <Link href={`/studio?model=${encodeURIComponent(id)}`} className={buttonClass({ variant: "primary" })}>
              Use in the studio
            </Link>
          ) : (
            <Button variant="primary" disabled title="Nobody serves it now">
              Use in the studio
            </Button>
          )}
        </div>
      </header>
      {model.description && <Description text={model.description} />}
      <PriceTable model={model} />
      <Section title="What it takes">
        <Capabilities capabilities={model.capabilities} passthrough={[]} />
      </Section>
      <Section title={model.endpoints.length === 0 ? "Nobody serves it now" : "Who serves it"}>
        {model.endpoints.length === 0 && (
          <p className="text-muted">No provider offers it, so nothing can be asked of it.</p>
        )}
        {model.endpoints.map((endpoint) => (
          <Offer key={`${endpoint.transport} ${endpoint.tag} ${endpoint.provider}`} endpoint={endpoint} />
        ))}
      </Section>
      <OwnUse stats={stats[id] ?? null} />
      {changes.length > 0 && (
        <Section title="What changed">
          <ul className="grid gap-1">
            {changes.map((change) => (
              <li key={change.id}>
                It <ChangeText change={change} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </main>
  );
}
